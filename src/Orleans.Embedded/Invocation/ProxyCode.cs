using System.Reflection;
using System.Reflection.Emit;

namespace Orleans.Runtime.Invocation;

/// <summary>The body of a proxy method: puts the arguments in a struct and hands it to the runtime.</summary>
internal static class ProxyCode
{
    private static readonly Dictionary<string, MethodInfo> Calls = typeof(GrainReference)
        .GetMethods(BindingFlags.Instance | BindingFlags.NonPublic)
        .Where(method => method.Name.StartsWith("Call", StringComparison.Ordinal))
        .ToDictionary(method => method.Name, StringComparer.Ordinal);

    private static readonly MethodInfo TypeFromHandle = typeof(Type).GetMethod(nameof(Type.GetTypeFromHandle))!;

    public static void Emit(ILGenerator code, int index, Type[] parameters, Type returnType, Type[] genericArguments)
    {
        Type arguments = ArgumentLayout.StructFor(parameters);
        LocalBuilder local = code.DeclareLocal(arguments);
        for (int i = 0; i < parameters.Length; i++)
        {
            code.Emit(OpCodes.Ldloca, local);
            EmitStore(code, arguments, i, () => code.Emit(OpCodes.Ldarg, (short)(i + 1)));
        }

        code.Emit(OpCodes.Ldarg_0);
        code.Emit(OpCodes.Ldc_I4, index);
        EmitTypeArguments(code, genericArguments);
        code.Emit(OpCodes.Ldloca, local);
        code.Emit(OpCodes.Call, CallFor(returnType, arguments));
        code.Emit(OpCodes.Ret);
    }

    private static void EmitStore(ILGenerator code, Type arguments, int index, Action load)
    {
        while (index >= ArgumentLayout.PerStruct)
        {
            code.Emit(OpCodes.Ldflda, FieldOf(arguments, "Rest"));
            arguments = arguments.GetGenericArguments()[ArgumentLayout.PerStruct];
            index -= ArgumentLayout.PerStruct;
        }

        load();
        code.Emit(OpCodes.Stfld, FieldOf(arguments, $"Item{index}"));
    }

    private static void EmitTypeArguments(ILGenerator code, Type[] genericArguments)
    {
        if (genericArguments.Length == 0)
        {
            code.Emit(OpCodes.Ldnull);
            return;
        }

        code.Emit(OpCodes.Ldc_I4, genericArguments.Length);
        code.Emit(OpCodes.Newarr, typeof(Type));
        for (int i = 0; i < genericArguments.Length; i++)
        {
            code.Emit(OpCodes.Dup);
            code.Emit(OpCodes.Ldc_I4, i);
            code.Emit(OpCodes.Ldtoken, genericArguments[i]);
            code.Emit(OpCodes.Call, TypeFromHandle);
            code.Emit(OpCodes.Stelem_Ref);
        }
    }

    private static MethodInfo CallFor(Type returnType, Type arguments)
    {
        if (!returnType.IsGenericType)
        {
            string name = returnType == typeof(void) ? "CallVoid" : returnType == typeof(Task) ? "CallTask" : "CallValueTask";
            return Calls[name].MakeGenericMethod(arguments);
        }

        Type result = returnType.GetGenericArguments()[0];
        string resultName = returnType.GetGenericTypeDefinition() == typeof(Task<>) ? "CallTaskOfResult" : "CallValueTaskOfResult";
        return Calls[resultName].MakeGenericMethod(arguments, result);
    }

    // A struct over the proxy's own generic parameters is not a real type yet, and has to be asked through its definition.
    private static FieldInfo FieldOf(Type arguments, string name) => arguments.ContainsGenericParameters
        ? TypeBuilder.GetField(arguments, arguments.GetGenericTypeDefinition().GetField(name)!)
        : arguments.GetField(name)!;
}
