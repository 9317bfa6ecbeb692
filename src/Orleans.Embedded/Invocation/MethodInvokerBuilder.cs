using System.Reflection;
using System.Reflection.Emit;

namespace Orleans.Runtime.Invocation;

/// <summary>Generates the code that calls a method of a grain object.</summary>
internal static class MethodInvokerBuilder
{
    private static readonly MethodInfo CompletedTask = typeof(Task).GetProperty(nameof(Task.CompletedTask))!.GetMethod!;

    public static MethodInvoker<TArguments> Build<TArguments>(MethodInfo method)
    {
        Type[] parameterTypes = [typeof(object), typeof(TArguments).MakeByRefType()];
        var invoker = new DynamicMethod(method.Name, typeof(Task), parameterTypes, typeof(MethodInvokerBuilder).Module, skipVisibility: true);
        ILGenerator code = invoker.GetILGenerator();
        code.Emit(OpCodes.Ldarg_0);
        code.Emit(OpCodes.Castclass, method.DeclaringType!);
        ParameterInfo[] parameters = method.GetParameters();
        for (int i = 0; i < parameters.Length; i++)
        {
            code.Emit(OpCodes.Ldarg_1);
            EmitLoadField(code, typeof(TArguments), i);
        }

        code.Emit(OpCodes.Callvirt, method);
        EmitAsTask(code, method.ReturnType);
        code.Emit(OpCodes.Ret);
        return invoker.CreateDelegate<MethodInvoker<TArguments>>();
    }

    // Walks into the nested structs of long parameter lists; the address of the struct is on the stack.
    private static void EmitLoadField(ILGenerator code, Type arguments, int index)
    {
        while (index >= ArgumentLayout.PerStruct)
        {
            FieldInfo rest = arguments.GetField("Rest")!;
            code.Emit(OpCodes.Ldflda, rest);
            arguments = rest.FieldType;
            index -= ArgumentLayout.PerStruct;
        }

        code.Emit(OpCodes.Ldfld, arguments.GetField($"Item{index}")!);
    }

    private static void EmitAsTask(ILGenerator code, Type returnType)
    {
        if (returnType == typeof(void))
        {
            code.Emit(OpCodes.Call, CompletedTask);
        }
        else if (returnType.IsValueType)
        {
            LocalBuilder result = code.DeclareLocal(returnType);
            code.Emit(OpCodes.Stloc, result);
            code.Emit(OpCodes.Ldloca, result);
            code.Emit(OpCodes.Call, returnType.GetMethod(nameof(ValueTask.AsTask))!);
        }
    }
}
