using System.Reflection;

namespace Orleans.Distributed.Julia.Support;

/// <summary>Runs what an <see cref="EmittedAssembly"/> holds, in the process that calls it.</summary>
internal static class Emitted
{
    /// <summary>Loads the assembly and runs one of its actions.</summary>
    public static int Run(byte[] image, string action)
    {
        var run = Assembly.Load(image).GetType("Actions", throwOnError: true)!.GetMethod(action)!.CreateDelegate<Func<int>>();
        return run();
    }
}
