using System.Text.RegularExpressions;
using Mantle.Tests.Shared;

namespace Mantle.Server.Tests.Operations;

/// <summary>docs/errors.md lists exactly the errors of the models that no operation raises, and why.</summary>
public partial class UnraisedErrorsTests
{
    [Theory]
    [InlineData("iam")]
    [InlineData("sts")]
    [InlineData("organizations")]
    public void The_page_lists_them_all(string service)
    {
        var sources = Directory
            .EnumerateFiles(Path.Combine(Repository.Root, "src"), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains(Path.DirectorySeparatorChar + "obj" + Path.DirectorySeparatorChar, StringComparison.Ordinal))
            .Where(file => service == "iam" || !file.Contains("Mantle.Iam" + Path.DirectorySeparatorChar, StringComparison.Ordinal));
        var raised = sources
            .SelectMany(file => Raised().Matches(File.ReadAllText(file)).Select(match => match.Groups[1].Value))
            .ToHashSet(StringComparer.Ordinal);
        var unraised = File.ReadAllLines(Model(service))
            .Select(line => Declared().Match(line))
            .Where(match => match.Success)
            .Select(match => match.Groups["code"].Success ? match.Groups["code"].Value : match.Groups["name"].Value)
            .Where(code => !raised.Contains(code));
        var listed = File.ReadAllLines(Path.Combine(Repository.Root, "docs", "errors.md"))
            .Select(line => Row().Match(line))
            .Where(match => match.Success && match.Groups["service"].Value == service)
            .Select(match => match.Groups["code"].Value);
        Assert.Equal(unraised.Order(StringComparer.Ordinal), listed.Order(StringComparer.Ordinal));
    }

    static string Model(string service) =>
        Directory
            .EnumerateFiles(Path.Combine(Repository.Root, "src", "Services"), service + ".model", SearchOption.AllDirectories)
            .Single();

    [GeneratedRegex(@"\b(?:Federation)?Errors\.(\w+)\(", RegexOptions.CultureInvariant)]
    private static partial Regex Raised();

    [GeneratedRegex(@"^error (?<name>\w+)(?: code=(?<code>\w+))?", RegexOptions.CultureInvariant)]
    private static partial Regex Declared();

    [GeneratedRegex(@"^\| (?<service>\w+) \| `(?<code>\w+)` \|", RegexOptions.CultureInvariant)]
    private static partial Regex Row();
}
