using System.Reflection;
using System.Reflection.Emit;
using Orleans.Distributed.Serialization.Symbols;

namespace Orleans.Distributed.Serialization.Functions;

/// <summary>
/// The name of a method as bytes: the build it is from, its token there, and its type arguments. The texts are for error messages.
/// </summary>
internal static class FunctionDefinition
{
    public static FunctionSymbol Create(MethodInfo method)
    {
        if (method is DynamicMethod || method.DeclaringType is null || method.Module.Assembly.IsDynamic || method.GetType().Name == "RTDynamicMethod")
        {
            throw new UnsendableValueException(
                typeof(Delegate), null, $"the code of {method.Name} was generated in this process (a compiled expression, a DynamicMethod or a dynamic assembly), and no other has it",
                "Send a lambda or a method of a compiled assembly");
        }

        AssemblyIdentity assembly = AssemblyIdentity.Of(method.Module.Assembly);
        Type type = method.DeclaringType;
        var writer = new DefinitionWriter();
        writer.WriteByte((byte)SymbolKind.Function);
        writer.WriteString(assembly.Name);
        writer.WriteString(assembly.Version);
        writer.WriteGuid(method.Module.ModuleVersionId);
        writer.WriteVarUInt((uint)method.MetadataToken);
        writer.WriteString(method.Name);
        writer.WriteString(TypeNames.Short(type));
        writer.WriteTypes(type.IsConstructedGenericType ? type.GetGenericArguments() : []);
        writer.WriteTypes(method.IsGenericMethod ? method.GetGenericArguments() : []);
        return new FunctionSymbol(method, writer.ToArray());
    }

    public static Function Read(ref DefinitionReader reader, TypeFinder types)
    {
        var assembly = new AssemblyIdentity(reader.ReadString(), reader.ReadString(), reader.ReadGuid());
        int token = (int)reader.ReadVarUInt();
        string name = reader.ReadString();
        string function = $"{reader.ReadString()}.{name}";
        Module module = types.FindModule(assembly, function);
        Type[] typeArguments = reader.ReadTypes(types, 0);
        Type[] methodArguments = reader.ReadTypes(types, 0);
        try
        {
            if (module.ResolveMethod(token) is not MethodInfo method || method.Name != name)
            {
                throw new FunctionNotFoundException(
                    $"The function {function} is not where {assembly} should have it.")
                { Wanted = assembly };
            }

            Type declaring = method.DeclaringType!;
            if (declaring.IsGenericTypeDefinition)
            {
                declaring = declaring.MakeGenericType(typeArguments);
                method = (MethodInfo)MethodBase.GetMethodFromHandle(method.MethodHandle, declaring.TypeHandle)!;
            }

            if (method.IsGenericMethodDefinition)
            {
                method = method.MakeGenericMethod(methodArguments);
            }

            return new Function(method);
        }
        catch (ArgumentException error)
        {
            throw new MalformedDataException($"The bytes name a function that cannot exist: {error.Message}", error);
        }
    }
}
