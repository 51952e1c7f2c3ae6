using Mantle.Tests.Shared;
using Mantle.Wire;

namespace Mantle.Server.Tests.Operations;

/// <summary>docs/coverage.md is written from the code: run with MANTLE_UPDATE_DOCS=1 after adding an operation.</summary>
public class CoverageTests
{
    [Fact]
    public void The_coverage_page_is_what_the_code_says()
    {
        var file = Path.Combine(Repository.Root, "docs", "coverage.md");
        var page = CoverageTable.Write(Wire.Services.All, operation => OperationTable.Find(operation.Service.SigningName, operation.Name)?.IsImplemented == true);
        if (Environment.GetEnvironmentVariable("MANTLE_UPDATE_DOCS") == "1")
            File.WriteAllText(file, page);
        Assert.Equal(page, File.ReadAllText(file));
    }
}
