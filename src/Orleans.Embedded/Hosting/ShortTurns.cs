using System.Collections.Frozen;
using System.Reflection;

namespace Orleans.Hosting;

/// <summary>
/// Methods of reentrant grains that only take something in: they never block, wait, or run code of the application. A request for one of them
/// may run on the thread that reads from the link, which spares the way to another thread.
/// </summary>
/// <param name="methods">Methods of grain interfaces.</param>
internal sealed class ShortTurns(IEnumerable<MethodInfo> methods)
{
    private readonly FrozenSet<MethodInfo> _methods = methods.ToFrozenSet();

    /// <summary>Whether a method is one of them.</summary>
    public bool Contains(MethodInfo method) => _methods.Contains(method);
}
