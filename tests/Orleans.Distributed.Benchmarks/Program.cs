using Orleans.Distributed.Benchmarks;
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
}

if (!Arguments.TryParse(args, out Arguments? arguments, out string? complaint))
{
    Console.Error.WriteLine(complaint);
    return 2;
}

await Suite.RunAsync(arguments);
return 0;
