// What a Swift program needs to train in lockstep without the command line.

@_exported import CPUBackend
@_exported import Datasets
@_exported import Exports
@_exported import Networks
@_exported import OpenCLBackend
@_exported import Programs
@_exported import Reports
@_exported import Runs
@_exported import Studies
@_exported import Training
