// Each collection has worker processes of its own, and some tests measure: they do not share the machine with each other.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
