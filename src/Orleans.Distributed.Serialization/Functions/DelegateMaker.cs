using System.Reflection;
using System.Reflection.Emit;

namespace Orleans.Distributed.Serialization.Functions;

/// <summary>Compiles the making of a delegate, which through reflection takes longer than the rest of a message.</summary>
internal static class DelegateMaker
{
    public static Func<object?, Delegate> Compile(Type delegateType, MethodInfo target)
    {
        var method = new DynamicMethod(
            $"Make({target.Name})", typeof(Delegate), [typeof(object), typeof(object)], typeof(DelegateMaker).Module, skipVisibility: true);
        ILGenerator il = method.GetILGenerator();
        il.Emit(OpCodes.Ldarg_1);
        il.Emit(OpCodes.Ldftn, target);
        il.Emit(OpCodes.Newobj, delegateType.GetConstructor([typeof(object), typeof(nint)])!);
        il.Emit(OpCodes.Ret);
        return method.CreateDelegate<Func<object?, Delegate>>(null);
    }
}
