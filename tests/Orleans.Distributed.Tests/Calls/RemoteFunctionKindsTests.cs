namespace Orleans.Distributed.Tests.Calls;

/// <summary>Where functions come from: what the compiler makes of each kind must travel.</summary>
[Collection(nameof(ThreeProcesses))]
public sealed class RemoteFunctionKindsTests(ThreeProcesses processes)
{
    private readonly ICluster _head = processes.Head;

    [Fact]
    public async Task Lambda_CapturesLocals_ByValue()
    {
        var list = new List<int> { 1, 2 };
        string text = "sum ";
        string result = await _head.RemoteCallFetchAsync(2, () =>
        {
            list.Add(3);
            return text + list.Sum();
        });
        Assert.Equal("sum 6", result);
        Assert.Equal([1, 2], list);
    }

    [Fact]
    public async Task Lambda_AssignsCapturedLocal_CallerKeepsItsValue()
    {
        int counter = 1;
        Assert.Equal(2, await _head.RemoteCallFetchAsync(2, () => ++counter));
        Assert.Equal(1, counter);
    }

    [Fact]
    public async Task Lambda_ImplicitlyTyped_ArgumentDecidesItsType()
    {
        Assert.Equal(6, await _head.RemoteCallFetchAsync(2, x => x + 1, 5));
        Assert.Equal("ab", await _head.RemoteCallFetchAsync(2, (x, y) => x + y, "a", "b"));
    }

    [Fact]
    public async Task Lambda_Static_Runs() => Assert.Equal(2, await _head.RemoteCallFetchAsync(2, static () => Cluster.Current.MyId));

    [Fact]
    public async Task Lambda_AsyncWithCaptures_GoesOnThere()
    {
        int[] numbers = [1, 2, 3];
        int result = await _head.RemoteCallFetchAsync(3, async () =>
        {
            int sum = 0;
            foreach (int number in numbers)
            {
                await Task.Yield();
                sum += number * Cluster.Current.MyId;
            }

            return sum;
        });
        Assert.Equal(18, result);
    }

    [Fact]
    public async Task LocalFunction_WithAndWithoutCaptures_Runs()
    {
        int factor = 3;
        Assert.Equal(21, await _head.RemoteCallFetchAsync(2, Scale, 7));
        Assert.Equal(8, await _head.RemoteCallFetchAsync(2, Twice, 4));

        int Scale(int number) => number * factor;
        static int Twice(int number) => number * 2;
    }

    [Fact]
    public async Task MethodGroup_Static_Runs() => Assert.Equal(42, await _head.RemoteCallFetchAsync(2, int.Parse, "42"));

    [Fact]
    public async Task MethodGroup_Instance_ItsObjectTravels()
    {
        var counter = new Counter { Count = 40 };
        Assert.Equal(42, await _head.RemoteCallFetchAsync(2, counter.Add, 2));
        Assert.Equal(40, counter.Count);
    }

    [Fact]
    public async Task MethodGroup_Virtual_RunsTheOverride()
    {
        Shape shape = new Square(3);
        Assert.Equal(9, await _head.RemoteCallFetchAsync(2, shape.Area));
    }

    [Fact]
    public async Task GenericMethod_TypeArgumentsTravel()
    {
        Assert.Equal("Int32", await _head.RemoteCallFetchAsync(2, NameOf<int>));
        Assert.Equal("List`1", await _head.RemoteCallFetchAsync(2, NameOf<List<Counter>>));
        Assert.Equal("String: x", await InGenericMethod("x"));
    }

    [Fact]
    public async Task CapturedThis_ItsStateTravels()
    {
        var calculator = new Calculator(10);
        Assert.Equal(15, await calculator.AddOnAsync(_head, 2, 5));
    }

    [Fact]
    public async Task Arguments_SameObjectTwice_StaysOneObject()
    {
        var counter = new Counter();
        bool same = await _head.RemoteCallFetchAsync(2, (Counter a, Counter b) => ReferenceEquals(a, b), counter, counter);
        Assert.True(same);
    }

    [Fact]
    public async Task CapturedAndArgument_SameObject_StaysOneObject()
    {
        var counter = new Counter();
        Assert.True(await _head.RemoteCallFetchAsync(2, (Counter a) => ReferenceEquals(a, counter), counter));
    }

    [Fact]
    public async Task Delegate_AsArgumentAndResult_Travels()
    {
        Func<int, int> increment = x => x + 1;
        Func<int, int> twice = await _head.RemoteCallFetchAsync(2, (Func<int, int> f) => (Func<int, int>)(x => f(f(x))), increment);
        Assert.Equal(12, twice(10));
    }

    [Fact]
    public async Task Null_ArgumentAndResult_StaysNull()
    {
        Assert.Null(await _head.RemoteCallFetchAsync(2, (string? s) => s, null));
        Assert.Null(await _head.RemoteCallFetchAsync(2, int? () => null));
    }

    [Fact]
    public async Task Large_ArgumentAndResult_Travel()
    {
        byte[] bytes = new byte[20_000_000];
        Random.Shared.NextBytes(bytes);
        byte[] back = await _head.RemoteCallFetchAsync(2, (byte[] b) => b, bytes);
        Assert.True(bytes.AsSpan().SequenceEqual(back));
    }

    private static string NameOf<T>() => typeof(T).Name;

    private Task<string> InGenericMethod<T>(T value) => _head.RemoteCallFetchAsync(2, () => $"{typeof(T).Name}: {value}");

    private sealed class Counter
    {
        public int Count { get; set; }

        public int Add(int number) => Count += number;
    }

    private abstract class Shape
    {
        public abstract int Area();
    }

    private sealed class Square(int side) : Shape
    {
        public override int Area() => side * side;
    }

    private sealed class Calculator(int start)
    {
        private readonly int _start = start;

        public Task<int> AddOnAsync(ICluster cluster, int pid, int number) => cluster.RemoteCallFetchAsync(pid, () => _start + number);
    }
}
