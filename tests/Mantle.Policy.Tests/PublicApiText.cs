using System.Globalization;
using System.Reflection;
using System.Text;

namespace Mantle.Policy.Tests;

/// <summary>An assembly's public API as text: one line a member, with nullability and default values as C# writes them.</summary>
static class PublicApiText
{
    const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    public static string Of(Assembly assembly)
    {
        var text = new StringBuilder();
        // Nested types with brackets are how the compiler stores extension members.
        foreach (var type in assembly.GetExportedTypes().Where(IsNamed).OrderBy(t => t.FullName, StringComparer.Ordinal))
        {
            text.Append(KindOf(type)).Append(' ').Append(NameOf(type, null)).Append(BasesOf(type)).Append('\n');
            var members = type.IsEnum
                ? Enum.GetNames(type).Select(name => $"{name} = {Convert.ToInt64(Enum.Parse(type, name), CultureInfo.InvariantCulture)}")
                : type.GetMembers(Declared).Where(IsVisible).Select(Signature).Order(StringComparer.Ordinal);
            foreach (var member in members)
                text.Append("  ").Append(member).Append('\n');
        }
        return text.ToString();
    }

    static bool IsNamed(Type type) => !type.FullName!.Contains('<', StringComparison.Ordinal);

    static string KindOf(Type type) =>
        type.IsEnum ? "enum"
        : type.IsInterface ? "interface"
        : type.IsValueType ? "struct"
        : type.IsAbstract && type.IsSealed ? "static class"
        : type.IsAbstract ? "abstract class"
        : type.IsSealed ? "sealed class"
        : "class";

    static string BasesOf(Type type) =>
        type.IsEnum || type.BaseType is null || type.BaseType == typeof(object) || type.BaseType == typeof(ValueType)
            ? ""
            : $" : {NameOf(type.BaseType, null)}";

    // Accessors are told with their properties; names with brackets are the compiler's.
    static bool IsVisible(MemberInfo member) =>
        member switch
        {
            _ when member.Name.Contains('<', StringComparison.Ordinal) => false,
            MethodInfo { IsSpecialName: true } method when !method.Name.StartsWith("op_", StringComparison.Ordinal) => false,
            MethodBase method => IsVisible(method),
            PropertyInfo property => property.GetAccessors(nonPublic: true).Any(IsVisible),
            FieldInfo field => field.IsPublic || field.IsFamily || field.IsFamilyOrAssembly,
            _ => false,
        };

    static bool IsVisible(MethodBase method) => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly;

    static string Signature(MemberInfo member) =>
        member switch
        {
            ConstructorInfo constructor => $"new({Parameters(constructor)})",
            MethodInfo method => $"{Modifiers(method)}{NameOf(method.ReturnType, Context.Create(method.ReturnParameter))} "
                + $"{method.Name}{TypeParameters(method)}({Parameters(method)})",
            PropertyInfo property => PropertySignature(property),
            FieldInfo field =>
                $"{(field.IsLiteral ? "const " : field.IsStatic ? "static " : "")}{NameOf(field.FieldType, Context.Create(field))} "
                    + $"{field.Name}{(field.IsLiteral ? $" = {Value(field.GetRawConstantValue(), field.FieldType)}" : "")}",
            _ => member.ToString()!,
        };

    static string PropertySignature(PropertyInfo property)
    {
        var accessor = property.GetMethod ?? property.SetMethod!;
        var index = property.GetIndexParameters();
        var name = index.Length == 0 ? property.Name : $"this[{string.Join(", ", index.Select(Parameter))}]";
        var setter =
            property.SetMethod is not { } set || !IsVisible(set) ? ""
            : set.ReturnParameter.GetRequiredCustomModifiers().Any(type => type.Name == "IsExternalInit") ? " init;"
            : " set;";
        return $"{Modifiers(accessor)}{NameOf(property.PropertyType, Context.Create(property))} {name} "
            + $"{{{(property.CanRead ? " get;" : "")}{setter} }}";
    }

    // A context caches what it reads and is not thread-safe; this one serves one test at a time.
    static NullabilityInfoContext Context => new();

    static string Modifiers(MethodInfo method) =>
        (method.IsFamily || method.IsFamilyOrAssembly ? "protected " : "")
        + (
            method.IsStatic ? "static "
            : method.IsAbstract ? "abstract "
            : ""
        );

    static string TypeParameters(MethodInfo method) =>
        method.IsGenericMethod ? $"<{string.Join(", ", method.GetGenericArguments().Select(type => type.Name))}>" : "";

    static string Parameters(MethodBase method) => string.Join(", ", method.GetParameters().Select(Parameter));

    static string Parameter(ParameterInfo parameter)
    {
        var prefix =
            parameter.IsOut ? "out "
            : parameter.ParameterType.IsByRef
                ? parameter.IsIn ? "in "
                    : "ref "
            : parameter.IsDefined(typeof(ParamArrayAttribute), false)
            || parameter.CustomAttributes.Any(a => a.AttributeType.Name == "ParamCollectionAttribute")
                ? "params "
            : "";
        var value = parameter.HasDefaultValue ? $" = {Value(parameter.DefaultValue, parameter.ParameterType)}" : "";
        return $"{prefix}{NameOf(parameter.ParameterType, Context.Create(parameter))} {parameter.Name}{value}";
    }

    static string Value(object? value, Type type) =>
        value switch
        {
            null => type.IsValueType && Nullable.GetUnderlyingType(type) is null ? "default" : "null",
            string text => $"\"{text}\"",
            bool flag => flag ? "true" : "false",
            _ when type.IsEnum => $"{type.Name}.{Enum.ToObject(type, value)}",
            IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
            _ => value.ToString()!,
        };

    static string NameOf(Type type, NullabilityInfo? nullability)
    {
        if (type.IsByRef)
            return NameOf(type.GetElementType()!, nullability);
        if (Nullable.GetUnderlyingType(type) is { } underlying)
            return NameOf(underlying, null) + "?";
        var suffix = !type.IsValueType && nullability?.ReadState == NullabilityState.Nullable ? "?" : "";
        if (type.IsArray)
            return $"{NameOf(type.GetElementType()!, nullability?.ElementType)}[]{suffix}";
        if (!type.IsGenericType)
            return (type.IsGenericParameter || type.Namespace == "System" ? Keyword(type) : type.Name) + suffix;
        var arguments = type.GetGenericArguments()
            .Select(
                (argument, i) =>
                    NameOf(argument, nullability is { } of && i < of.GenericTypeArguments.Length ? of.GenericTypeArguments[i] : null)
            );
        return $"{type.Name.Split('`')[0]}<{string.Join(", ", arguments)}>{suffix}";
    }

    static string Keyword(Type type) =>
        type.Name switch
        {
            "String" => "string",
            "Boolean" => "bool",
            "Int32" => "int",
            "Int64" => "long",
            "Byte" => "byte",
            "Char" => "char",
            "Object" => "object",
            "Void" => "void",
            _ => type.Name,
        };
}
