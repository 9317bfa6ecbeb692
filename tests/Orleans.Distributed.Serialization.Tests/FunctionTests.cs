using System.Linq.Expressions;
using System.Reflection;
using System.Reflection.Emit;

namespace Orleans.Distributed.Serialization.Tests;

public sealed class FunctionTests
{
    private readonly int _number = 40;

    private delegate int Custom(ref int value, string text);

    [Fact]
    public void Lambdas_WithoutState_AreTheSameDelegate()
    {
        Func<int, int> function = x => x + 1;

        // A codec of its own: others that run beside this test may make the shared one forget what it has seen.
        var codec = new ValueCodec();
        byte[] bytes = Wire.Encode(function, codec: codec);
        Assert.Same(Wire.Decode<Func<int, int>>(bytes, codec: codec), Wire.Decode<Func<int, int>>(bytes, codec: codec));
        Assert.Equal(function, Wire.Copy(function));
        Assert.Equal(3, Wire.Copy(function)(2));
    }

    [Fact]
    public void Lambdas_WithState_GetACopyOfIt()
    {
        int x = 1;
        int[] list = [1, 2];
        Func<int> function = () => x + list.Length + _number;
        for (int i = 0; i < 3; i++)
        {
            Assert.Equal(43, Wire.Copy(function)());
        }

        {
            int y = 5;
            Action inner = () => x += y;
            Action copy = Wire.Copy(inner);
            copy();
            Assert.Equal(1, x);
        }
    }

    [Fact]
    public async Task AsyncLambdas_WithState_Run()
    {
        int x = 1;
        Func<int, Task<int>> function = async y =>
        {
            await Task.Yield();
            return x + y;
        };
        Assert.Equal(3, await Wire.Copy(function)(2));
    }

    [Fact]
    public void LocalFunctions_AllKinds_Run()
    {
        int x = 1;
        int Captures(int y) => x + y;
        static int Static(int y) => y + 2;
        Assert.Equal(3, Wire.Copy<Func<int, int>>(Captures)(2));
        Assert.Equal(4, Wire.Copy<Func<int, int>>(Static)(2));
        int Recursive(int n) => n == 0 ? x : Recursive(n - 1) + 1;
        Assert.Equal(6, Wire.Copy<Func<int, int>>(Recursive)(5));
    }

    [Fact]
    public void MethodGroups_AllKinds_Run()
    {
        Assert.Equal(3, Wire.Copy<Func<int, int, int>>(Math.Max)(2, 3));
        Assert.Equal(42, Wire.Copy<Func<int, int>>(Add)(2));
        Assert.Equal("x2", Wire.Copy<Func<int, string>>(new Formatter("x").Format)(2));
        IFormatter formatter = new Formatter("y");
        Assert.Equal("y2", Wire.Copy<Func<int, string>>(formatter.Format)(2));
        Assert.Equal("v2", Wire.Copy<Func<int, string>>(((FormatterBase)new Formatter("v")).Virtual)(2));
        Assert.Equal("g:5", Wire.Copy<Func<int, string>>(Generic<int>)(5));
        Assert.Equal("Int32,String", Wire.Copy<Func<string>>(Holder<int>.Names<string>)());
        Assert.Equal(3, Wire.Copy<Func<int>>(new[] { 1, 2, 3 }.Count)());
        Assert.Equal("a-b", Wire.Copy<Func<string, string>>("a-".Extend)("b"));
        Assert.Equal("0", Wire.Copy<Func<string>>(0.ToString)());
        Assert.Equal(3, Wire.Copy<Func<int>>(new Structure(3).Get)());
        Assert.Equal(5, Wire.Copy<Func<string, int>>(typeof(string).GetProperty("Length")!.GetMethod!.CreateDelegate<Func<string, int>>())("hello"));
    }

    [Fact]
    public void Delegates_OfUserTypes_Run()
    {
        Custom custom = static (ref int value, string text) => value += text.Length;
        int number = 1;
        Assert.Equal(4, Wire.Copy(custom)(ref number, "abc"));
        Assert.Equal(4, number);
        var closedOverNull = (Func<string, string>)typeof(Extensions).GetMethod(nameof(Extensions.Extend))!.CreateDelegate(typeof(Func<string, string>), null);
        Assert.Equal("b", Wire.Copy(closedOverNull)("b"));
    }

    [Fact]
    public void Delegates_OfSeveralMethods_RunAllInOrder()
    {
        var log = new List<int>();
        Action first = () => log.Add(1);
        Action second = () => log.Add(2);
        (Action run, List<int> copy) = Wire.Copy((first + second + first, log));
        run();
        Assert.Equal([1, 2, 1], copy);
        Assert.Empty(log);
    }

    [Fact]
    public void Delegates_ThatCaptureThemselves_Run()
    {
        Func<int, int> fibonacci = null!;
        fibonacci = n => n < 2 ? n : fibonacci(n - 1) + fibonacci(n - 2);
        Assert.Equal(55, Wire.Copy(fibonacci)(10));
        Func<int> value = () => 0;
        for (int i = 0; i < 200; i++)
        {
            Func<int> before = value;
            value = () => before() + 1;
        }

        Assert.Equal(200, Wire.Copy(value)());
    }

    [Fact]
    public void Functions_OfGenericScopes_Run() => Assert.Equal("String:v3", GenericScope("v")(3));

    [Fact]
    public void Methods_AsValues_AreSame()
    {
        MethodInfo method = typeof(Holder<int>).GetMethod(nameof(Holder<int>.Names))!.MakeGenericMethod(typeof(string));
        Assert.Equal(method, Wire.Copy(method));
        Assert.Equal(typeof(List<int>).GetMethod("Add"), Wire.Copy<MethodInfo>(typeof(List<int>).GetMethod("Add")!));
    }

    [Fact]
    public void GeneratedCode_IsRefused()
    {
        Func<int> compiled = Expression.Lambda<Func<int>>(Expression.Constant(1)).Compile();
        Assert.Contains("was generated in this process", Wire.Refuse(compiled).Message);
        var method = new DynamicMethod("M", typeof(int), []);
        method.GetILGenerator().Emit(OpCodes.Ldc_I4_1);
        method.GetILGenerator().Emit(OpCodes.Ret);
        Assert.Contains("was generated in this process", Wire.Refuse(method.CreateDelegate<Func<int>>()).Message);
        Expression<Func<int, int>> tree = x => x + 1;
        Assert.Contains("declare the parameter as Func<...>", Wire.Refuse(tree).Message);
    }

    [Fact]
    public void Functions_OfAnotherBuild_NameBothVersions()
    {
        Func<int, int> function = static x => x * 7;
        byte[] bytes = Wire.Encode(function);
        Guid build = typeof(FunctionTests).Module.ModuleVersionId;
        int at = bytes.AsSpan().IndexOf(build.ToByteArray());
        bytes[at] ^= 1;
        var error = Assert.Throws<FunctionNotFoundException>(() => Wire.Decode<Func<int, int>>(bytes));
        Assert.Equal(AssemblyIdentity.Of(typeof(FunctionTests).Assembly), error.Found);
        Assert.NotEqual(build, error.Wanted!.ModuleVersionId);
        Assert.Contains(build.ToString("D"), error.Message);
        Assert.Contains(error.Wanted.ModuleVersionId.ToString("D"), error.Message);
    }

    [Fact]
    public void Functions_OfAnotherBuild_AskTheResolver()
    {
        Func<int, int> function = static x => x * 7;
        byte[] bytes = Wire.Encode(function);
        bytes[bytes.AsSpan().IndexOf(typeof(FunctionTests).Module.ModuleVersionId.ToByteArray())] ^= 1;
        var resolver = new NoResolver();
        Assert.Throws<FunctionNotFoundException>(() => Wire.Decode<Func<int, int>>(bytes, codec: new ValueCodec(new() { AssemblyResolver = resolver })));
        Assert.Equal(typeof(FunctionTests).Assembly.GetName().Name, Assert.Single(resolver.Asked).Name);
    }

    private static Func<int, string> GenericScope<T>(T value)
    {
        Func<int, string> function = x => $"{typeof(T).Name}:{value}{x}";
        return Wire.Copy(function);
    }

    private static string Generic<T>(T value) => "g:" + value;

    private int Add(int x) => x + _number;

    private interface IFormatter
    {
        string Format(int value);
    }

    private class FormatterBase
    {
        public virtual string Virtual(int value) => "base";
    }

    private sealed class Formatter(string prefix) : FormatterBase, IFormatter
    {
        public string Format(int value) => prefix + value;

        public override string Virtual(int value) => prefix + value;
    }

    private readonly struct Structure(int value)
    {
        public int Get() => value;
    }

    private static class Holder<T>
    {
        public static string Names<TOther>() => $"{typeof(T).Name},{typeof(TOther).Name}";
    }

    private sealed class NoResolver : IAssemblyResolver
    {
        public List<AssemblyIdentity> Asked { get; } = [];

        public Assembly? Resolve(AssemblyIdentity wanted)
        {
            Asked.Add(wanted);
            return null;
        }
    }
}
