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
.PHONY: bench-networks bench-studies bench-test docs examples gpu-bundle clean

help: ## List these targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: ## Install what is missing (apt), check Swift's version
	@Scripts/setup.sh

build: setup ## Build .build/release/lockstep
	$(RELEASE)

study: build ## Run the 60-trial regularisation study, then compare CPU and OpenCL
	$(LOCKSTEP) study $(CONFIG) --fallback-synthetic $(ARGS)
	@Scripts/compare-if-opencl.sh $(LOCKSTEP) $(CONFIG) --set epochs=1 --fallback-synthetic

studies: build ## Run every published study and search at full size, into runs/
	@for name in $(STUDIES); do $(LOCKSTEP) study configs/$$name.yaml $(ARGS) || exit $$?; done
	@for name in $(SEARCHES); do $(LOCKSTEP) search configs/$$name.yaml $(SEARCH_ARGS) || exit $$?; done

test: setup ## Run all tests
	$(SWIFT) test $(TEST_FLAGS) $(ARGS)

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

examples: setup ## Build and run the programs in Examples/ that use the library
	BUILD_FLAGS="$(MACHINE_FLAGS) $(STRICT_FLAGS)" Scripts/examples.sh

docs: setup ## Build the documentation of all modules into docs-build/
	BUILD_FLAGS="$(TEST_FLAGS)" Scripts/docs.sh

gpu-bundle: setup ## Pack a self-contained folder to carry to a machine with a GPU
	MACHINE_FLAGS="$(MACHINE_FLAGS)" Scripts/gpu-bundle.sh

clean: ## Remove everything that was built (not runs/)
	rm -rf .build .build-bundle docs-build gpu-bundle
