# Pegboard. `make help` lists the targets; each makes only what has changed.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DELETE_ON_ERROR:
.DEFAULT_GOAL := help
MAKEFLAGS += --no-builtin-rules

# Nothing of ours needs C; `make check` turns it on for the race detector only.
export CGO_ENABLED := 0

VERSION ?= $(shell git describe --tags --always --dirty 2>/dev/null || echo dev)
# Stands for plugins/dist: the packer leaves packages alone that did not change.
PACKAGES := bin/.plugins
NODE := web/node_modules/.package-lock.json
# The generator of the API's types needs an older compiler than the web does.
OPENAPI := web/tools/openapi/node_modules/.package-lock.json

# What only measuring the pages needs.
MEASURE := web/tools/measure/node_modules/.package-lock.json

# The compiler of the example in AssemblyScript.
ASC := sdk/examples/assemblyscript/node_modules/.package-lock.json

# What goes into the binary: sources and what they embed, tests left out.
BINARY_SOURCES := go.mod go.sum $(shell find cmd core sdk plugins web/embed.go -type f \
	-not -name '*_test.go' -not -path '*/testdata/*' -not -path 'sdk/examples/assemblyscript/*' -not -path 'sdk/examples/c/*' -not -path 'plugins/dist/*' \( -not -name '*.md' -o -path 'sdk/*' \))
PLUGIN_SOURCES := go.mod go.sum $(shell find sdk plugins core/plugin/internal core/plugin/peg core/plugin/manifest -type f \
	-not -name '*_test.go' -not -path '*/testdata/*' -not -path 'sdk/examples/*' -not -path 'plugins/dist/*' -not -path 'plugins/embed.go')
WEB_SOURCES := $(shell find web -type f -not -path '*/node_modules/*' -not -path 'web/dist/*' -not -path 'web/screenshots/*' \
	-not -name '*.go' -not -path 'web/e2e/*' -not -name '*.test.*')

# What has goroutines of its own is tested with the race detector, which takes five
# times as long; so only that is. Not core/plugin itself, whose tests compile guest
# after guest, but its sandbox; of the server as a whole, the tests in which many do
# something at once.
RACED := ./core/httpapi ./core/jobs ./core/metrics ./core/people ./core/plugin/sandbox ./core/realtime ./core/store
RACED_SERVER := ^Test(Windows|BothSides|OneOfMany|Nodes|TwoServers)

.PHONY: help
help: ## List the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-13s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

.PHONY: run
run: build ## Build, and serve the demo helpdesk
	@exec bin/pegboard serve --demo

.PHONY: build
build: bin/pegboard ## Build the console, the bundled plugins and bin/pegboard

.PHONY: web
web: web/dist/index.html ## Build the console

.PHONY: plugins
plugins: $(PACKAGES) ## Compile and pack the bundled plugins

.PHONY: test
test: build $(ASC) ## Run all tests: Go, web, and the whole thing in a browser
	go test -timeout 30m ./...
	cd web && npm test --silent && npm run --silent e2e

.PHONY: bench-plugins
bench-plugins: bin/pegboard ## Measure a hook through the sandbox beside its peers
	go test ./core/plugin/sandbox -run '^$$' -bench 'Metering'
	cd core/plugin/bench && go run -mod=mod . -pegboard ../../../bin/pegboard

.PHONY: bench-livechat
bench-livechat: plugins ## Measure live chat: 500 chats, 50 agents, real sockets; DATABASE=URL of an empty PostgreSQL for two nodes
	go run ./cmd/pegboard/internal/chatbench $(if $(DATABASE),-database "$(DATABASE)")

.PHONY: bench-reports
bench-reports: plugins ## Measure the ready reports over TICKETS tickets, and a list of tickets beside; DATA=DIR or DATABASE=URL of a helpdesk that "pegboard bench --keep" made
	go run ./cmd/pegboard/internal/reportbench $(if $(TICKETS),-tickets $(TICKETS)) $(if $(DATA),-data "$(DATA)") $(if $(DATABASE),-database "$(DATABASE)")

.PHONY: screenshots
screenshots: build ## Picture every page of the demo, into web/screenshots
	cd web && npm run --silent screenshots

.PHONY: measure
measure: build $(MEASURE) ## Measure the pages in a browser against their budgets, with 100,000 tickets
	node web/tools/measure/index.mjs

.PHONY: lint
lint: $(NODE) ## Check formatting, vet, types
	@unformatted=$$(gofmt -l cmd core sdk plugins web/*.go); \
	if [ -n "$$unformatted" ]; then echo "gofmt these:"; echo "$$unformatted"; exit 1; fi
	go vet ./...
	cd web && npm run --silent check

.PHONY: gen
gen: $(OPENAPI) ## Make generated files anew
	go generate ./...
	@mkdir -p bin
	go run ./cmd/pegboard openapi > bin/openapi.json
	web/tools/openapi/node_modules/.bin/openapi-typescript bin/openapi.json -o web/gen/api.gen.ts

.PHONY: check
check: build lint gen $(ASC) ## Everything that the continuous integration does
	@git diff --exit-code || { echo "Generated or formatted files differ from what is committed."; exit 1; }
	if command -v gcc >/dev/null; then \
		CGO_ENABLED=1 go test -race -timeout 30m -shuffle=on $(RACED); \
		CGO_ENABLED=1 go test -race -timeout 30m -run '$(RACED_SERVER)' ./cmd/pegboard/internal/app; \
	fi
	go test -timeout 30m -shuffle=on ./...
	cd web && npm test --silent && npm run --silent e2e
	@git diff --quiet || { git status --short; echo "The tests changed committed files."; exit 1; }

.PHONY: clean
clean: ## Remove what was built; data stays
	rm -rf bin web/node_modules web/tools/openapi/node_modules web/tools/measure/node_modules sdk/examples/assemblyscript/node_modules web/screenshots web/dist/* plugins/dist/*.peg

bin/pegboard: $(BINARY_SOURCES) $(PACKAGES) web/dist/index.html
	go build -trimpath -ldflags "-s -w -X main.version=$(VERSION)" -o $@ ./cmd/pegboard

# npm writes this file when it is done, so it tells whether it is.
$(NODE): web/package.json web/package-lock.json
	cd web && npm ci --no-audit --no-fund --silent
	@touch $@

$(OPENAPI): web/tools/openapi/package.json web/tools/openapi/package-lock.json
	cd web/tools/openapi && npm ci --no-audit --no-fund --silent
	@touch $@

$(MEASURE): web/tools/measure/package.json web/tools/measure/package-lock.json
	cd web/tools/measure && npm ci --no-audit --no-fund --silent
	@touch $@

$(ASC): sdk/examples/assemblyscript/package.json sdk/examples/assemblyscript/package-lock.json
	cd sdk/examples/assemblyscript && npm ci --no-audit --no-fund --silent
	@touch $@

web/dist/index.html: $(NODE) $(WEB_SOURCES)
	cd web && npm run --silent build
	@touch $@

# The package of a folder that was removed goes with the next run of the packer.
$(PACKAGES): $(PLUGIN_SOURCES)
	@mkdir -p bin
	go run ./core/plugin/internal/build
	@touch $@
