using System.Reflection;
using System.Reflection.Emit;

namespace Orleans.Distributed.Julia.Support;

/// <summary>
/// An assembly that lies in no folder: only a process that was handed its bytes has it. Holds a value type <c>Payload</c>, an
/// exception <c>OddException</c> with such a value in it, and a class <c>Actions</c> with methods that succeed, and that throw.
/// </summary>
internal sealed class EmittedAssembly
{
    /// <summary>What <c>Actions.Answer</c> returns.</summary>
    public const int Answer = 42;

    /// <summary>The message of everything that <c>Actions</c> throws.</summary>
    public const string Message = "thrown where it was made";

    public EmittedAssembly()
        : this($"Emitted{Guid.NewGuid():N}")
    {
    }

    /// <summary>Another build of an assembly, when there is one of this name.</summary>
    public EmittedAssembly(string name)
    {
        Name = name;
        Image = Emit(name);
    }

    public string Name { get; }

    /// <summary>The assembly as bytes.</summary>
    public byte[] Image { get; }

    /// <summary>Loads it into this process.</summary>
    public Assembly Load() => Assembly.Load(Image);

    private static byte[] Emit(string name)
    {
        var assembly = new PersistedAssemblyBuilder(new AssemblyName(name), typeof(object).Assembly);
        ModuleBuilder module = assembly.DefineDynamicModule(name);
        TypeBuilder payload = DefinePayload(module);
        ConstructorBuilder odd = DefineException(module, payload);
        DefineActions(module, odd);

        using var image = new MemoryStream();
        assembly.Save(image);
        return image.ToArray();
    }

    private static TypeBuilder DefinePayload(ModuleBuilder module)
    {
        TypeBuilder payload = module.DefineType("Payload", TypeAttributes.Public | TypeAttributes.Sealed, typeof(ValueType));
        payload.DefineField("Number", typeof(int), FieldAttributes.Public);
        payload.CreateType();
        return payload;
    }

    private static ConstructorBuilder DefineException(ModuleBuilder module, TypeBuilder payload)
    {
        TypeBuilder type = module.DefineType("OddException", TypeAttributes.Public, typeof(Exception));
        type.DefineField("Payload", payload, FieldAttributes.Public);
        ConstructorBuilder constructor = type.DefineConstructor(MethodAttributes.Public, CallingConventions.Standard, [typeof(string)]);
        ILGenerator code = constructor.GetILGenerator();
        code.Emit(OpCodes.Ldarg_0);
        code.Emit(OpCodes.Ldarg_1);
        code.Emit(OpCodes.Call, typeof(Exception).GetConstructor([typeof(string)])!);
        code.Emit(OpCodes.Ret);
        type.CreateType();
        return constructor;
    }

    private static void DefineActions(ModuleBuilder module, ConstructorBuilder odd)
    {
        TypeBuilder type = module.DefineType("Actions", TypeAttributes.Public | TypeAttributes.Abstract | TypeAttributes.Sealed);
        ILGenerator answer = Method("GetAnswer").GetILGenerator();
        answer.Emit(OpCodes.Ldc_I4, Answer);
        answer.Emit(OpCodes.Ret);
        Throw(Method("ThrowKnown"), typeof(InvalidOperationException).GetConstructor([typeof(string)])!);
        Throw(Method("ThrowOdd"), odd);
        type.CreateType();

        MethodBuilder Method(string name)
        {
            MethodBuilder method = type.DefineMethod(name, MethodAttributes.Public | MethodAttributes.Static, typeof(int), []);
            method.SetImplementationFlags(MethodImplAttributes.NoInlining);
            return method;
        }

        static void Throw(MethodBuilder method, ConstructorInfo exception)
        {
            ILGenerator code = method.GetILGenerator();
            code.Emit(OpCodes.Ldstr, Message);
            code.Emit(OpCodes.Newobj, exception);
            code.Emit(OpCodes.Throw);
        }
    }
}
