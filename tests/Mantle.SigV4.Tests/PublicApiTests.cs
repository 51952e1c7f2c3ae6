using System.Reflection;
using System.Text;

namespace Mantle.SigV4.Tests;

/// <summary>
/// Others build on this library: what it offers changes only on purpose. When it does, the test writes what it found beside
/// itself; take that over into <c>PublicApi.txt</c>.
/// </summary>
public class PublicApiTests
{
    [Fact]
    public void The_public_api_is_the_one_written_down()
    {
        var found = Describe(typeof(SigningKey).Assembly);
        var path = Path.Combine(AppContext.BaseDirectory, "PublicApi.txt");
        var expected = File.ReadAllText(path);
        if (found != expected) File.WriteAllText(Path.Combine(AppContext.BaseDirectory, "PublicApi.found.txt"), found);
        Assert.Equal(expected, found);
    }

    static string Describe(Assembly assembly)
    {
        var text = new StringBuilder();
        foreach (var type in assembly.GetExportedTypes().OrderBy(t => t.FullName, StringComparer.Ordinal))
        {
            text.Append(type.FullName).Append('\n');
            var members = type.GetMembers(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly)
                .Where(m => m is not MethodInfo { IsSpecialName: true } || m.Name.StartsWith("op_", StringComparison.Ordinal))
                .Select(m => $"  {m.MemberType} {m}")
                .Order(StringComparer.Ordinal);
            foreach (var member in members) text.Append(member).Append('\n');
        }
        return text.ToString();
    }
}
