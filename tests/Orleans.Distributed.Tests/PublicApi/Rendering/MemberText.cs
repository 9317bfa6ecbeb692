using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace Orleans.Distributed.Tests.PublicApi.Rendering;

/// <summary>The members of a type that its users can see, each on a line.</summary>
internal static class MemberText
{
    private const BindingFlags All =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    public static IEnumerable<string> Of(Type type)
    {
        if (type.IsEnum)
        {
            return type.GetFields(BindingFlags.Public | BindingFlags.Static)
                .OrderBy(f => Convert.ToInt64(f.GetRawConstantValue(), CultureInfo.InvariantCulture))
                .Select(f => string.Create(CultureInfo.InvariantCulture, $"{f.Name} = {f.GetRawConstantValue()},"));
        }

        return
        [
            .. Sorted(type.GetFields(All).Where(f => IsVisible(f.Attributes) && !IsGenerated(f)), Field),
            .. Sorted(type.GetConstructors(All).Where(c => IsVisible(c) && !c.IsStatic), Constructor),
            .. Sorted(type.GetProperties(All).Where(p => p.GetAccessors(true).Any(IsVisible) && !IsGenerated(p)), Property),
            .. Sorted(type.GetEvents(All).Where(e => IsVisible(e.AddMethod!)), Event),
            .. Sorted(type.GetMethods(All).Where(IsOrdinary), Method),
        ];
    }

    /// <summary>What a delegate takes and returns, behind its modifiers.</summary>
    public static string Delegate(Type type)
    {
        MethodInfo invoke = type.GetMethod("Invoke")!;
        return $"delegate {Returned(invoke)} {TypeText.Declared(type)}({Parameters(invoke)}){TypeText.Constraints(TypeText.OwnArguments(type))};";
    }

    private static IEnumerable<string> Sorted<T>(IEnumerable<T> members, Func<T, string> text)
        where T : MemberInfo =>
        members.Select(member => (member.Name, Text: text(member)))
            .OrderBy(member => member.Name, StringComparer.Ordinal).ThenBy(member => member.Text.Length).ThenBy(member => member.Text, StringComparer.Ordinal)
            .Select(member => member.Text);

    private static bool IsVisible(MethodBase method) => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly;

    private static bool IsVisible(FieldAttributes attributes) =>
        (attributes & FieldAttributes.FieldAccessMask) is FieldAttributes.Public or FieldAttributes.Family or FieldAttributes.FamORAssem;

    private static bool IsGenerated(MemberInfo member) => member.IsDefined(typeof(CompilerGeneratedAttribute), false) || member.Name.StartsWith('<');

    /// <summary>Neither an accessor nor what the compiler makes for records; operators count.</summary>
    private static bool IsOrdinary(MethodInfo method) =>
        IsVisible(method) && !IsGenerated(method) && (!method.IsSpecialName || method.Name.StartsWith("op_", StringComparison.Ordinal));

    private static string Access(MethodBase method) => method.DeclaringType!.IsInterface ? "" : method.IsPublic ? "public " : "protected ";

    private static string Modifiers(MethodBase method)
    {
        bool isInterface = method.DeclaringType!.IsInterface;
        string text = Access(method) + (method.IsStatic ? "static " : "");
        if (method is not MethodInfo { IsVirtual: true } virtualMethod)
        {
            return text;
        }

        if (isInterface)
        {
            // In an interface, what has a body need not be implemented.
            return text + (method.IsAbstract ? method.IsStatic ? "abstract " : "" : "virtual ");
        }

        bool overrides = virtualMethod.GetBaseDefinition().DeclaringType != method.DeclaringType;
        return text
            + (method.IsAbstract ? "abstract " : "")
            + (overrides ? method.IsFinal ? "sealed override " : "override " : method.IsAbstract || method.IsFinal ? "" : "virtual ");
    }

    private static string Required(MemberInfo member) => member.IsDefined(typeof(RequiredMemberAttribute), false) ? "required " : "";

    private static string Literal(object? value) => value switch
    {
        null => "null",
        string text => $"\"{text}\"",
        bool yes => yes ? "true" : "false",
        Enum constant => $"{constant.GetType().Name}.{constant}",
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString()!,
    };

    private static string Field(FieldInfo field)
    {
        string access = field.IsPublic ? "public " : "protected ";
        string type = TypeText.Of(field.FieldType, TypeMarks.Of(field));
        return field.IsLiteral
            ? $"{access}const {type} {field.Name} = {Literal(field.GetRawConstantValue())};"
            : $"{access}{(field.IsStatic ? "static " : "")}{(field.IsInitOnly ? "readonly " : "")}{Required(field)}{type} {field.Name};";
    }

    private static string Constructor(ConstructorInfo constructor) =>
        $"{Access(constructor)}{constructor.DeclaringType!.Name.Split('`')[0]}({Parameters(constructor)});";

    private static string Property(PropertyInfo property)
    {
        MethodInfo main = property.GetAccessors(true).Where(IsVisible).OrderByDescending(a => a.IsPublic).First();
        string[] accessors = [.. new[] { property.GetMethod, property.SetMethod }.OfType<MethodInfo>().Where(IsVisible).Select(Accessor)];
        string name = property.GetIndexParameters().Length == 0 ? property.Name : $"this[{Parameters(property.GetIndexParameters())}]";
        return $"{Modifiers(main)}{Required(property)}{TypeText.Of(property.PropertyType, TypeMarks.Of(property))} {name} {{ {string.Join(' ', accessors)} }}";

        string Accessor(MethodInfo accessor)
        {
            string word = accessor == property.GetMethod ? "get;"
                : accessor.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit)) ? "init;" : "set;";
            return accessor.IsPublic || !main.IsPublic ? word : "protected " + word;
        }
    }

    private static string Event(EventInfo @event) =>
        $"{Modifiers(@event.AddMethod!)}event {TypeText.Of(@event.EventHandlerType!, TypeMarks.Of(@event))} {@event.Name};";

    private static string Method(MethodInfo method)
    {
        Type[] generic = method.GetGenericArguments();
        string name = generic.Length == 0 ? method.Name : $"{method.Name}<{string.Join(", ", generic.Select(g => g.Name))}>";
        return $"{Modifiers(method)}{Returned(method)} {name}({Parameters(method)}){TypeText.Constraints(generic)};";
    }

    private static string Returned(MethodInfo method) =>
        (method.ReturnType.IsByRef ? method.ReturnParameter.IsDefined(typeof(IsReadOnlyAttribute)) ? "ref readonly " : "ref " : "")
        + TypeText.Of(method.ReturnType, TypeMarks.Of(method.ReturnParameter));

    private static string Parameters(MethodBase method) =>
        (method.IsDefined(typeof(ExtensionAttribute), false) ? "this " : "") + Parameters(method.GetParameters());

    private static string Parameters(ParameterInfo[] parameters) => string.Join(", ", parameters.Select(Parameter));

    private static string Parameter(ParameterInfo parameter)
    {
        string way = parameter.IsOut ? "out " : parameter.ParameterType.IsByRef ? parameter.IsIn ? "in " : "ref " : "";
        string many = parameter.IsDefined(typeof(ParamArrayAttribute), false) || parameter.IsDefined(typeof(ParamCollectionAttribute), false) ? "params " : "";
        string type = TypeText.Of(parameter.ParameterType, TypeMarks.Of(parameter));
        string otherwise = !parameter.HasDefaultValue ? ""
            : parameter.RawDefaultValue is null ? parameter.ParameterType.IsValueType && Nullable.GetUnderlyingType(parameter.ParameterType) is null ? " = default" : " = null"
            : $" = {Literal(parameter.DefaultValue)}";
        return $"{many}{way}{type} {parameter.Name}{otherwise}";
    }
}
