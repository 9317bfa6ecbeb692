using System.Collections.Concurrent;
using System.Reflection;

namespace Orleans.Runtime.Invocation;

/// <summary>A generic method of a grain interface; each list of type arguments makes a <see cref="GrainMethod"/> of its own.</summary>
internal sealed class GenericGrainMethod(MethodInfo method, GrainInterfaceType interfaceType, ulong id)
    : GrainMethod(method, interfaceType, id, null)
{
    private readonly ConcurrentDictionary<string, GrainMethod> _instances = new(StringComparer.Ordinal);

    public GrainMethod Instantiate(Type[] typeArguments)
    {
        string[] names = Array.ConvertAll(typeArguments, TypeNames.NameOf);
        return _instances.TryGetValue(string.Join(';', names), out GrainMethod? instance) ? instance : Create(names, typeArguments);
    }

    public GrainMethod Instantiate(string[] typeArgumentNames) =>
        _instances.TryGetValue(string.Join(';', typeArgumentNames), out GrainMethod? instance)
            ? instance
            : Create(typeArgumentNames, Array.ConvertAll(typeArgumentNames, TypeNames.TypeOf));

    public override Request CreateRequest() => throw new InvalidOperationException($"{this} needs type arguments.");

    private GrainMethod Create(string[] names, Type[] typeArguments) => _instances.GetOrAdd(
        string.Join(';', names),
        _ => GrainMethods.Create(Method.MakeGenericMethod(typeArguments), InterfaceType, Id, this, names));
}
