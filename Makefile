# Lockstep's chores. `make` alone lists them.
#
# Variables: ARGS="…" is handed to the command that is run, DATA=DIR says where data sets lie
# (the same as LOCKSTEP_DATA in the environment), STRICT=1 turns compiler warnings into errors.

SWIFT ?= swift
ARGS ?=
STRICT ?=
CONFIG := configs/regularization.yaml

ifdef DATA
export LOCKSTEP_DATA := $(abspath $(DATA))
endif

# AVX2 code where the machine has AVX2: clang's target is also what Swift's SIMD code is compiled
# for. Without errno, C's maths functions can be vectorised.
ARCHITECTURE := $(shell uname -m)
HAS_AVX2 := $(shell grep -qw avx2 /proc/cpuinfo 2>/dev/null && echo yes)
ifeq ($(ARCHITECTURE)-$(HAS_AVX2),x86_64-yes)
MACHINE_FLAGS := -Xcc -march=x86-64-v3
endif
MACHINE_FLAGS += -Xcc -fno-math-errno
STRICT_FLAGS := $(if $(STRICT),-Xswiftc -warnings-as-errors)

RELEASE := $(SWIFT) build -c release $(MACHINE_FLAGS) $(STRICT_FLAGS) --product lockstep
# The tests run optimised code, which is ten times faster and what users run, but with the messages of
# preconditions, which release builds leave out and tests read.
TEST_FLAGS := $(MACHINE_FLAGS) $(STRICT_FLAGS) -Xcc -O2 -Xswiftc -O -Xswiftc -assert-config -Xswiftc Debug
LOCKSTEP := .build/release/lockstep

SWIFT_SOURCES := Package.swift Sources Tests Kernels Examples

# The published studies and searches, at full size.
STUDIES := regularization initialization regression optimizers digits batchnorm-placement input-noise \
  activations architecture-search rate-search-top lenet squeezenet mobilenet
SEARCHES := search digits-search rate-search

.PHONY: help setup build study studies test check lint format bench bench-gpu bench-compare bench-curves
.PHONY: kill-test fuzz bench-networks bench-studies bench-test export-test messages browser-test install
.PHONY: uninstall docs examples gpu-bundle clean

help: ## List these targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: ## Install what is missing (apt), check Swift's version
	@Scripts/setup.sh

build: setup ## Build .build/release/lockstep
	$(RELEASE)

# The comparison goes into the study's report, unless ARGS put the run somewhere else.
COMPARE_OUT = $(if $(findstring --out,$(ARGS)),,--out runs/regularization)

study: build ## Run the 60-trial regularisation study, then compare CPU and OpenCL
	$(LOCKSTEP) study $(CONFIG) --fallback-synthetic $(ARGS)
	@Scripts/compare-if-opencl.sh $(LOCKSTEP) $(CONFIG) --set epochs=1 --fallback-synthetic $(COMPARE_OUT)
	@$(if $(COMPARE_OUT),$(LOCKSTEP) report runs/regularization)

studies: build ## Run every published study and search at full size, into runs/
	@for name in $(STUDIES); do $(LOCKSTEP) study configs/$$name.yaml $(ARGS) || exit $$?; done
	@for name in $(SEARCHES); do $(LOCKSTEP) search configs/$$name.yaml $(SEARCH_ARGS) || exit $$?; done

test: setup ## Run all tests
	$(SWIFT) test $(TEST_FLAGS) $(ARGS)

kill-test: build ## Kill a study 200 times at random moments, resume it, compare bit for bit
	Scripts/kill-test.sh $(LOCKSTEP) $(or $(KILLS),200) $(or $(SEED),1) $(ARGS)

fuzz: setup ## Read 200,000 damaged files of every kind (CASES=, SEED=)
	$(SWIFT) build $(TEST_FLAGS) --product FuzzHarness
	.build/debug/FuzzHarness $(or $(CASES),200000) $(or $(SEED),1)

check: setup lint bench-test ## Format lint, build without warnings, tests: what a change must pass
	$(SWIFT) build --build-tests $(TEST_FLAGS) -Xswiftc -warnings-as-errors
	$(SWIFT) test --skip-build $(TEST_FLAGS) -Xswiftc -warnings-as-errors $(ARGS)

lint: ## Check the formatting of all Swift sources
	$(SWIFT) format lint --strict --parallel --recursive $(SWIFT_SOURCES)

format: ## Format all Swift sources in place
	$(SWIFT) format --in-place --parallel --recursive $(SWIFT_SOURCES)

# What measures our matrix products against CLBlast's; any command that prints the same lines will do.
GEMM_COMMAND ?= $(abspath $(LOCKSTEP)) tune Benchmarks/configs/study.yaml --seconds 0 --dry-run --lines --quiet
CONTEST := cd Benchmarks && python3 -m contest --lockstep $(abspath $(LOCKSTEP))

bench: build ## Lockstep against PyTorch, JAX, Keras and tinygrad, as a table
	$(CONTEST) --gemm-command '$(GEMM_COMMAND)' $(ARGS)

# Not through `setup`: this also runs on a machine without Swift, from a bundle that was carried there.
bench-gpu: ## Pack the GPU bench; run it where there is a GPU (also without Swift)
	@MAKE="$(MAKE)" SWIFT="$(SWIFT)" Scripts/bench-gpu.sh $(ARGS)

bench-curves: build ## Time of a step by number of replicas and by size, as pictures
	$(CONTEST) --curves --rounds 1 --minutes 60 $(ARGS)

bench-networks: build ## LeNet, SqueezeNet and MobileNetV2 against PyTorch and Keras, as a table
	$(CONTEST) --networks $(ARGS)

bench-compare: build ## Time the study on CPU and OpenCL, all replicas and one
	Benchmarks/bench.sh $(LOCKSTEP) $(ARGS)

bench-studies: build ## Time of every study, and what training its trials together saves
	cd Benchmarks && python3 -m studybench --lockstep $(abspath $(LOCKSTEP)) $(ARGS)

bench-test: ## Test what the benches decide by themselves (Python, no GPU)
	cd Benchmarks && python3 -m unittest discover -s tests -t .

# EXPORTER=… takes a program that is built already.
EXPORTER ?=

export-test: $(if $(EXPORTER),,build) ## Read exported files with onnxruntime, PyTorch, NumPy, TensorBoard
	Scripts/export-test.sh $(or $(EXPORTER),$(LOCKSTEP)) $(ARGS)

messages: ## Make Swift code of the schemas of ONNX and TensorBoard files, after a change
	BUILD_FLAGS="$(TEST_FLAGS)" Scripts/generate-messages.sh

# Any built program will do; CI takes that of the tests.
BROWSER_LOCKSTEP ?= $(LOCKSTEP)

browser-test: $(if $(filter $(LOCKSTEP),$(BROWSER_LOCKSTEP)),build) ## Look at reports of small runs in headless Chromium
	LOCKSTEP=$(abspath $(BROWSER_LOCKSTEP)) python3 -m unittest discover -s Tests/BrowserTests $(ARGS)

# DESTDIR is put in front of every path, for packages.
PREFIX ?= /usr/local
export PREFIX DESTDIR

# Installs what `make build` built: as root nothing is built, nor are packages installed.
install: ## Install what was built, its manual page and completions under PREFIX (/usr/local)
	@Scripts/install.sh $(LOCKSTEP)

uninstall: ## Remove what `make install` installed under PREFIX
	@Scripts/install.sh --remove

examples: setup ## Build and run the programs in Examples/ that use the library
	BUILD_FLAGS="$(MACHINE_FLAGS) $(STRICT_FLAGS)" Scripts/examples.sh

docs: setup ## Build the documentation of all modules into docs-build/
	BUILD_FLAGS="$(TEST_FLAGS)" Scripts/docs.sh

gpu-bundle: setup ## Pack a self-contained folder to carry to a machine with a GPU
	MACHINE_FLAGS="$(MACHINE_FLAGS)" Scripts/gpu-bundle.sh

clean: ## Remove everything that was built (not runs/)
	rm -rf .build .build-bundle docs-build gpu-bundle
