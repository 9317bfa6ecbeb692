// One collection at a time: some tests look at what holds for the whole program, such as the current cluster and unobserved errors.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
