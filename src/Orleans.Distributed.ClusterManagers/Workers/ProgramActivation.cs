using System.Reflection;

namespace Orleans.Distributed.Workers;

/// <summary>Makes the <see cref="IWorkerProgram"/> that the start message names.</summary>
internal static class ProgramActivation
{
    /// <exception cref="InvalidOperationException">It cannot be made; the message says why.</exception>
    public static IWorkerProgram Create(string name)
    {
        try
        {
            return (IWorkerProgram)Activator.CreateInstance(Type.GetType(name, throwOnError: true)!)!;
        }
        catch (TargetInvocationException error)
        {
            throw new InvalidOperationException($"the constructor of its program {name} failed: {error.InnerException}", error);
        }
        catch (Exception error) when (error is TypeLoadException or IOException or BadImageFormatException
            or MissingMethodException or InvalidCastException or ArgumentException)
        {
            throw new InvalidOperationException($"its program {name} cannot be loaded: {error.Message}", error);
        }
    }
}
