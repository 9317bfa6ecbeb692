// Each test starts processes, and some measure how long something takes: they do not share the machine with each other.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
