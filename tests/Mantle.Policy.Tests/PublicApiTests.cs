using System.Reflection;
using System.Text;

namespace Mantle.Policy.Tests;

/// <summary>The library's public API is what PublicApi.txt says. MANTLE_UPDATE_API=FILE writes the new text there.</summary>
public sealed class PublicApiTests
{
    [Fact]
    public void Public_api_is_as_written_down()
    {
        var actual = Describe(typeof(PolicyDocument).Assembly);
        if (Environment.GetEnvironmentVariable("MANTLE_UPDATE_API") is { } file)
            File.WriteAllText(file, actual);
        Assert.Equal(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "PublicApi.txt")), actual);
    }

    static string Describe(Assembly assembly)
    {
        var text = new StringBuilder();
        foreach (var type in assembly.GetExportedTypes().OrderBy(t => t.FullName, StringComparer.Ordinal))
        {
            text.Append(type.IsEnum ? "enum " : type.IsValueType ? "struct " : type.IsAbstract && type.IsSealed ? "static class " : "class ").Append(type.FullName).Append('\n');
            var members = type.IsEnum
                ? Enum.GetNames(type).Select(n => $"{n} = {(int)Enum.Parse(type, n)}")
                : type.GetMembers(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly)
                    .Where(IsVisible).Select(m => Signature(m)).Order(StringComparer.Ordinal);
            foreach (var member in members)
                text.Append("  ").Append(member).Append('\n');
        }
        return text.ToString();
    }

    // Accessors are told with their properties; names with brackets are the compiler's.
    static bool IsVisible(MemberInfo member) => member switch
    {
        _ when member.Name.Contains('<', StringComparison.Ordinal) => false,
        MethodInfo { IsSpecialName: true } m when !m.Name.StartsWith("op_", StringComparison.Ordinal) => false,
        MethodBase m => m.IsPublic || m.IsFamily,
        PropertyInfo p => p.GetAccessors(nonPublic: true).Any(a => a.IsPublic || a.IsFamily),
        FieldInfo f => f.IsPublic || f.IsFamily,
        _ => false,
    };

    static string Signature(MemberInfo member) => member switch
    {
        PropertyInfo p => $"{p} {{{(p.CanRead ? " get;" : "")}{(p.SetMethod is { IsPublic: true } ? " set;" : "")} }}",
        MethodBase { IsStatic: true } m => $"static {m}",
        _ => member.ToString()!,
    };
}
