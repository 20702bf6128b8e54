package sdk

import "pegboard.dev/pegboard/sdk/abi"

// Realtime speaks to open windows while something happens.
var Realtime realtime

type realtime struct{}

// Publish says payload, as JSON of at most 16 KiB, on a topic of a channel that
// the manifest declares: the channel's name, or with a key behind it, such as
// "chat:17". It is heard at once by the windows that listen right then, on every
// node, of people who hold the channel's key and may read the row that the topic
// is about. It is kept nowhere: store first what must not be lost. KindQuota after
// too many: 60 on one topic and 2,000 in all, and one more each 50 or 2 ms.
func (realtime) Publish(topic string, payload any) error {
	b, err := encode(payload)
	if err != nil {
		return err
	}
	return ask(abi.HostRealtimePublish, &abi.Broadcast{Topic: topic, Payload: b}, nil)
}
