using Mantle.Server.Tests.Support;
using Mantle.Tests.Shared;
using Mantle.Wire;

namespace Mantle.Server.Tests.Operations;

/// <summary>docs/coverage.md is written from the code: run with MANTLE_UPDATE_DOCS=1 after adding an operation.</summary>
[Collection(ServerCollection.Name)]
public class CoverageTests(TestServer server)
{
    [Fact]
    public void The_coverage_page_is_what_the_code_says()
    {
        var file = Path.Combine(Repository.Root, "docs", "coverage.md");
        var modules = server.Server.Modules;
        var page = CoverageTable.Write(
            [.. modules.Select(module => module.Service).Distinct().OrderBy(service => service.Name, StringComparer.Ordinal)],
            operation => modules.First(module => module.Service == operation.Service).Find(operation.Name)!.IsImplemented
        );
        if (Environment.GetEnvironmentVariable("MANTLE_UPDATE_DOCS") == "1")
            File.WriteAllText(file, page);
        Assert.Equal(page, File.ReadAllText(file));
    }
}
