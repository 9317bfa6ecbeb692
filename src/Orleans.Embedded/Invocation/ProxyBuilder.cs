using System.Reflection;
using System.Reflection.Emit;

namespace Orleans.Runtime.Invocation;

/// <summary>Generates the classes whose objects users hold as references to grains.</summary>
internal static class ProxyBuilder
{
    private static readonly Lock Gate = new();
    private static readonly ModuleBuilder Module = ProxyAssembly.Module;
    private static readonly Type[] ConstructorParameters = [typeof(GrainReferenceRuntime), typeof(GrainId), typeof(GrainInterface)];
    private static readonly ConstructorInfo BaseConstructor = typeof(GrainReference).GetConstructor(
        BindingFlags.Instance | BindingFlags.NonPublic, ConstructorParameters)!;

    private static int _count;

    public static Func<GrainReferenceRuntime, GrainId, GrainInterface, GrainReference> Build(GrainInterface grainInterface)
    {
        // Type builders of one module are not thread-safe.
        lock (Gate)
        {
            Array.ForEach(grainInterface.Types, ProxyAssembly.AllowAccessTo);
            TypeBuilder type = Module.DefineType(
                $"Orleans.Proxies.{grainInterface.Type.Name}_{_count++}",
                TypeAttributes.Class | TypeAttributes.Public | TypeAttributes.Sealed,
                typeof(GrainReference),
                grainInterface.Types);
            ConstructorBuilder constructor = DefineConstructor(type);
            for (int i = 0; i < grainInterface.Methods.Length; i++)
            {
                DefineMethod(type, grainInterface.Methods[i].Method, i);
            }

            MethodBuilder create = DefineFactory(type, constructor);
            return type.CreateType().GetMethod(create.Name)!
                .CreateDelegate<Func<GrainReferenceRuntime, GrainId, GrainInterface, GrainReference>>();
        }
    }

    private static ConstructorBuilder DefineConstructor(TypeBuilder type)
    {
        ConstructorBuilder constructor = type.DefineConstructor(MethodAttributes.Public, CallingConventions.Standard, ConstructorParameters);
        ILGenerator code = constructor.GetILGenerator();
        code.Emit(OpCodes.Ldarg_0);
        code.Emit(OpCodes.Ldarg_1);
        code.Emit(OpCodes.Ldarg_2);
        code.Emit(OpCodes.Ldarg_3);
        code.Emit(OpCodes.Call, BaseConstructor);
        code.Emit(OpCodes.Ret);
        return constructor;
    }

    private static MethodBuilder DefineFactory(TypeBuilder type, ConstructorBuilder constructor)
    {
        MethodBuilder create = type.DefineMethod(
            "Create", MethodAttributes.Public | MethodAttributes.Static, typeof(GrainReference), ConstructorParameters);
        ILGenerator code = create.GetILGenerator();
        code.Emit(OpCodes.Ldarg_0);
        code.Emit(OpCodes.Ldarg_1);
        code.Emit(OpCodes.Ldarg_2);
        code.Emit(OpCodes.Newobj, constructor);
        code.Emit(OpCodes.Ret);
        return create;
    }

    private static void DefineMethod(TypeBuilder type, MethodInfo method, int index)
    {
        ParameterInfo[] parameters = method.GetParameters();
        MethodBuilder proxy = type.DefineMethod(
            $"{method.DeclaringType!.FullName}.{method.Name}",
            MethodAttributes.Private | MethodAttributes.Virtual | MethodAttributes.Final | MethodAttributes.HideBySig | MethodAttributes.NewSlot);
        Type[] genericArguments = DefineGenericParameters(proxy, method);
        Type[] parameterTypes = Array.ConvertAll(parameters, parameter => Substitute(parameter.ParameterType, genericArguments));
        Type returnType = Substitute(method.ReturnType, genericArguments);
        proxy.SetParameters(parameterTypes);
        proxy.SetReturnType(returnType);
        Array.ForEach(parameterTypes, ProxyAssembly.AllowAccessTo);
        ProxyAssembly.AllowAccessTo(returnType);
        ProxyCode.Emit(proxy.GetILGenerator(), index, parameterTypes, returnType, genericArguments);
        type.DefineMethodOverride(proxy, method);
    }

    private static Type[] DefineGenericParameters(MethodBuilder proxy, MethodInfo method)
    {
        if (!method.IsGenericMethodDefinition)
        {
            return [];
        }

        Type[] originals = method.GetGenericArguments();
        GenericTypeParameterBuilder[] copies = proxy.DefineGenericParameters(Array.ConvertAll(originals, original => original.Name));
        for (int i = 0; i < copies.Length; i++)
        {
            copies[i].SetGenericParameterAttributes(originals[i].GenericParameterAttributes);
            foreach (Type constraint in originals[i].GetGenericParameterConstraints())
            {
                if (constraint.IsInterface)
                {
                    copies[i].SetInterfaceConstraints([Substitute(constraint, copies)]);
                }
                else
                {
                    copies[i].SetBaseTypeConstraint(Substitute(constraint, copies));
                }
            }
        }

        return copies;
    }

    // Puts the proxy's own generic parameters in place of those of the interface's method.
    private static Type Substitute(Type type, Type[] genericArguments)
    {
        if (type.IsGenericMethodParameter)
        {
            return genericArguments[type.GenericParameterPosition];
        }

        if (!type.ContainsGenericParameters)
        {
            return type;
        }

        if (type.IsArray)
        {
            Type element = Substitute(type.GetElementType()!, genericArguments);
            return type.IsSZArray ? element.MakeArrayType() : element.MakeArrayType(type.GetArrayRank());
        }

        return type.GetGenericTypeDefinition().MakeGenericType(Array.ConvertAll(type.GetGenericArguments(), argument => Substitute(argument, genericArguments)));
    }
}
