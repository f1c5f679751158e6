# Sportello: the commands of a developer. `make` alone lists them.

SHELL := /bin/bash
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help run build test lint bench simulate soak nodes guides pictures clean

# The version is passed in: reading it from git would fail in a checkout of another user.
# nomsgpack leaves out a format of gin's that nothing here speaks: 6 MB of the program, and
# as much of the memory in which it stands.
export GOFLAGS := $(filter-out -buildvcs=% -tags=%,$(GOFLAGS)) -buildvcs=false -tags=nomsgpack
VERSION := $(shell git describe --tags --always --dirty 2>/dev/null || echo unknown)

STEP := .ci/step
# Not npm --prefix: that would also look elsewhere for npm's settings.
NPM := env -C web/ui npm --loglevel error
# As the program is built, so that what one compiles serves the other.
AS_BUILT := env CGO_ENABLED=0 GOFLAGS='$(GOFLAGS) -trimpath'
LINT := $(AS_BUILT) go tool -modfile=.ci/tools/go.mod golangci-lint
# The race detector, but not within SQLite, which is C in Go's letters and keeps its data
# where the detector does not look, nor in the machine under PDFium, which runs in a
# process of its own for one goroutine. That halves the time of what uses them.
RACE := -race '-gcflags=modernc.org/sqlite/lib=-race=false -d=checkptr=0' \
	'-gcflags=github.com/tetratelabs/wazero/...=-race=false -d=checkptr=0'
# Nor, for those that only ask it, within the matcher, which does most of the arithmetic:
# its own tests have the detector inside it.
RACE_AROUND := $(RACE) '-gcflags=sportello/faq/match=-race=false -d=checkptr=0'

# Folders too, so that a file that went away counts as a change.
UI_SOURCES := $(shell find web/ui/* \( -name node_modules -o -path web/ui/dist \
	-o -path web/ui/e2e -o -name test-results \) -prune -o -print)
UI_MODULES := web/ui/node_modules/.package-lock.json
UI_DIST := web/ui/dist/widget/loader.js

help:
	@echo 'Sportello, the digital counter of a student office. Commands:'
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: build ## build and start it with demo people and the bundled library, on http://127.0.0.1:8080
	bin/sportello serve --demo

build: $(UI_DIST) ## build bin/sportello, one file with the user interface inside
	CGO_ENABLED=0 go build -trimpath -ldflags '-s -w -X main.version=$(VERSION)' -o bin/sportello ./cmd/sportello

# web takes longest and goes first. cmd/sportello starts the program as it is shipped,
# without the race detector: what runs in it is in the packages that have it. So are those
# that compute and have no goroutine of their own.
test: ## check everything, as CI does: lint, Go tests with -race, interface, browser (installs what is missing)
	@start=$$SECONDS; \
	$(STEP) 'tools of the tests' .ci/install-test-tools && \
	$(MAKE) --no-print-directory lint && \
	$(STEP) 'unit tests of the interface' $(NPM) test && \
	$(STEP) 'program' $(MAKE) --no-print-directory -s build && \
	$(STEP) 'Go tests with the race detector' .ci/gotest $(RACE_AROUND) ./web $$(go list ./... | grep -Ev '/(cmd/sportello|web|match|intake|wait)$$') && \
	$(STEP) 'the matcher with the race detector' .ci/gotest $(RACE) ./faq/match && \
	$(STEP) 'the program as it is shipped, and simulated offices, each from a seed' \
		$(AS_BUILT) SPORTELLO_TEST_PROGRAM=$(CURDIR)/bin/sportello .ci/gotest ./cmd/sportello ./handoff/seedtest ./content/intake ./handoff/wait && \
	$(STEP) 'browser tests' $(NPM) run e2e && \
	$(STEP) 'browser tests on PostgreSQL, with two nodes' $(NPM) run e2e:nodes -- e2e/studio-publish e2e/handoff && \
	printf '\nAll checks passed in %d s.\n' $$((SECONDS - start))

lint: ## only the checks that run nothing: gofmt, types, Biome, golangci-lint with go vet
	@$(STEP) 'gofmt' .ci/gofmt
	@$(STEP) 'packages of the interface' $(MAKE) --no-print-directory -s $(UI_MODULES)
	@$(STEP) 'types of the interface' $(NPM) run -s typecheck
	@$(STEP) 'linter of the interface' $(NPM) run -s lint
	@$(STEP) 'build of the interface' $(MAKE) --no-print-directory -s $(UI_DIST)
	@$(STEP) 'golangci-lint' $(LINT) run

bench: $(UI_DIST) ## measure: all Go benchmarks
	go test -run '^$$' -bench . -benchmem ./...

simulate: build ## the busiest day of 2019, as fast as the machine can; others: make simulate SCENARIO=storm
	bin/sportello simulate $(or $(SCENARIO),peak-day) --html simulate.html

soak: $(UI_DIST) ## kill servers 300 times while 200 chats talk, spoil network and disk (as root); fewer: make soak KILLS=50
	go test ./cmd/sportello -tags soak,nomsgpack -run AgainAndAgain -count 1 -timeout 6h -v -args \
		-kills $(or $(KILLS),300) -chats $(or $(CHATS),200) -seed $(or $(SEED),1)

nodes: build ## all browser tests on PostgreSQL: students at one node, staff at another
	$(NPM) run e2e:nodes

guides: ## print the bundled PDF guides again from their Markdown sources (needs Chromium)
	go run ./content/guidebuild

pictures: build ## draw the guide's pictures again from the program, in both languages; one: make pictures ONLY=desk
	SPORTELLO_PICTURES='$(ONLY)' $(NPM) run pictures

clean: ## remove what was built, not the data
	rm -rf bin web/ui/dist/* web/ui/node_modules web/ui/test-results web/ui/playwright-report

# npm writes this file at the end of an installation.
$(UI_MODULES): web/ui/package.json web/ui/package-lock.json web/ui/.npmrc
	$(NPM) ci
	@touch $@

# The server embeds this folder, so it must be there before any Go command.
$(UI_DIST): $(UI_MODULES) $(UI_SOURCES)
	$(NPM) run build
	@touch $@
