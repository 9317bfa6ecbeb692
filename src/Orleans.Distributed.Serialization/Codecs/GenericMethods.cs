using System.Reflection;

namespace Orleans.Distributed.Serialization.Codecs;

/// <summary>Calls generic methods for types known at run time. Used once per type.</summary>
internal static class GenericMethods
{
    public static T Invoke<T>(Type type, string method, Type[] typeArguments, params object[] arguments)
        where T : class
        => (T)type.GetMethod(method, BindingFlags.Static | BindingFlags.NonPublic)!.MakeGenericMethod(typeArguments)
            .Invoke(null, BindingFlags.DoNotWrapExceptions, null, arguments, null)!;
}
