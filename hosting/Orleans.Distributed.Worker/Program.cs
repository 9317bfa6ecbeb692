using Orleans.Distributed;

WorkerHost.Run();
