// Most of these tests wait for the program, and it waits for time-outs and pauses: more of them go beside each other than there are cores.
[assembly: CollectionBehavior(MaxParallelThreads = 6)]
