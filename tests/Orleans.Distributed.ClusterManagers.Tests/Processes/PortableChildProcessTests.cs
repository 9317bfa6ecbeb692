using Orleans.Distributed.Processes;

namespace Orleans.Distributed.ClusterManagers.Tests.Processes;

public sealed class PortableChildProcessTests : ChildProcessTests
{
    private protected override IChildProcess Start(ProcessCommand command) => PortableChildProcess.Start(command);
}
