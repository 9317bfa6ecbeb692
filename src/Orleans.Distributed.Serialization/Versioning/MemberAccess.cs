using System.Reflection;
using System.Reflection.Emit;

namespace Orleans.Distributed.Serialization.Versioning;

/// <summary>Compiles access to a member: the field itself, or a property that has no field of its own.</summary>
internal static class MemberAccess
{
    public static Getter<T, TMember> Getter<T, TMember>(MemberInfo member)
    {
        var method = new DynamicMethod(
            $"Get({member.Name})", typeof(TMember), [typeof(T).MakeByRefType()], typeof(MemberAccess).Module, skipVisibility: true);
        ILGenerator il = method.GetILGenerator();
        LoadTarget<T>(il);
        if (member is FieldInfo field)
        {
            il.Emit(OpCodes.Ldfld, field);
        }
        else
        {
            Call<T>(il, ((PropertyInfo)member).GetMethod!);
        }

        il.Emit(OpCodes.Ret);
        return method.CreateDelegate<Getter<T, TMember>>();
    }

    public static Setter<T, TMember> Setter<T, TMember>(MemberInfo member)
    {
        var method = new DynamicMethod(
            $"Set({member.Name})", typeof(void), [typeof(T).MakeByRefType(), typeof(TMember)], typeof(MemberAccess).Module, skipVisibility: true);
        ILGenerator il = method.GetILGenerator();
        LoadTarget<T>(il);
        il.Emit(OpCodes.Ldarg_1);
        if (member is FieldInfo field)
        {
            il.Emit(OpCodes.Stfld, field);
        }
        else
        {
            Call<T>(il, ((PropertyInfo)member).SetMethod!);
        }

        il.Emit(OpCodes.Ret);
        return method.CreateDelegate<Setter<T, TMember>>();
    }

    private static void LoadTarget<T>(ILGenerator il)
    {
        il.Emit(OpCodes.Ldarg_0);
        if (!typeof(T).IsValueType)
        {
            il.Emit(OpCodes.Ldind_Ref);
        }
    }

    private static void Call<T>(ILGenerator il, MethodInfo accessor)
        => il.Emit(typeof(T).IsValueType ? OpCodes.Call : OpCodes.Callvirt, accessor);
}
