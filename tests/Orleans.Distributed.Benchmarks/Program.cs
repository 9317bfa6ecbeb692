using Orleans.Distributed.Benchmarks;
using Orleans.Distributed.Benchmarks.Micro;
using Orleans.Distributed.Benchmarks.Yardsticks;

// The yardsticks need processes of their own: this program, started in another role.
switch (args)
{
    case [SocketPeer.Role]:
        SocketPeer.Serve();
        return 0;
    case [HelloWorld.Role]:
        Console.WriteLine("Hello, World!");
        return 0;
    case var _ when args.Contains(Help.Option):
        Console.WriteLine(Help.Text);
        return 0;
}

string? complaint;
if (args.Contains(MicroArguments.Option))
{
    if (MicroArguments.TryParse(args, out MicroArguments? micro, out complaint))
    {
        return MicroSuite.Run(micro) ? 0 : 1;
    }
}
else if (Arguments.TryParse(args, out Arguments? arguments, out complaint))
{
    await Suite.RunAsync(arguments);
    return 0;
}

Console.Error.WriteLine(complaint);
return 2;
