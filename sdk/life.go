package sdk

import "pegboard.dev/pegboard/sdk/abi"

var schedules = map[string]func(r *ScheduleRequest) error{}

var phases = map[string]func(from string) error{}

var services = map[string]func(r *ServiceRequest) ([]byte, error){}

// OnSchedule registers what a schedule of the manifest runs. Each due time is run
// by one node only, for at most 30 s, with the rights that the plugin was granted
// and no person behind it. A run that fails is counted and not tried again before
// the next time. Call it in init.
func OnSchedule(name string, fn func(r *ScheduleRequest) error) {
	schedules[name] = fn
	opHandlers[abi.OpSchedule] = func(in string) ([]byte, Kind) {
		r := new(ScheduleRequest)
		if err := r.DecodeFlat(in); err != nil {
			return failWith(err)
		}
		current.key, current.caller = r.Key, &Caller{Kind: "system"}
		fn := schedules[r.Name]
		if fn == nil {
			return failWith(Fail(KindNotFound, "The plugin has no schedule "+r.Name+"."))
		}
		if err := fn(r); err != nil {
			return failWith(err)
		}
		return nil, 0
	}
}

// OnEnable registers what runs when the owner enables the plugin; an error
// leaves it disabled and is shown. Call it in init, as the next three.
func OnEnable(fn func() error) { onPhase("enable", func(string) error { return fn() }) }

// OnDisable registers what runs before the plugin is switched off.
func OnDisable(fn func() error) { onPhase("disable", func(string) error { return fn() }) }

// OnUninstall registers what runs before the plugin and, unless they are kept,
// its data are removed.
func OnUninstall(fn func() error) { onPhase("uninstall", func(string) error { return fn() }) }

// OnUpgrade registers what runs after an upgrade's migrations; from is the
// version before. An error takes the upgrade back.
func OnUpgrade(fn func(from string) error) { onPhase("upgrade", fn) }

func onPhase(phase string, fn func(from string) error) {
	phases[phase] = fn
	opHandlers[abi.OpLifecycle] = func(in string) ([]byte, Kind) {
		var r abi.LifecycleRequest
		if err := r.DecodeFlat(in); err != nil {
			return failWith(err)
		}
		if fn := phases[r.Phase]; fn != nil {
			if err := fn(r.From); err != nil {
				return failWith(err)
			}
		}
		return nil, 0
	}
}

// Serve registers a service that the manifest provides to other plugins. What
// the bytes mean is between the two; JSON by convention. Call it in init.
func Serve(service string, fn func(r *ServiceRequest) ([]byte, error)) {
	services[service] = fn
	opHandlers[abi.OpService] = func(in string) ([]byte, Kind) {
		r := new(ServiceRequest)
		if err := r.DecodeFlat(in); err != nil {
			return failWith(err)
		}
		current.caller = r.Caller
		fn := services[r.Service]
		if fn == nil {
			return failWith(Fail(KindNotFound, "The plugin has no service "+r.Service+"."))
		}
		b, err := fn(r)
		if err != nil {
			return failWith(err)
		}
		return b, 0
	}
}
