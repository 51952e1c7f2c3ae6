using Mantle.Server.Tests.Support;
using Mantle.Tests.Shared;

namespace Mantle.Server.Tests.Operations;

/// <summary>An operation that is not there is named in docs/differences.md, with why.</summary>
[Collection(ServerCollection.Name)]
public class MissingOperationsTests(TestServer server)
{
    [Fact]
    public async Task The_page_names_each()
    {
        var page = await File.ReadAllTextAsync(Path.Combine(Repository.Root, "docs", "differences.md"));
        var named = page.Split([.. page.Where(c => !char.IsAsciiLetterOrDigit(c)).Distinct()]).ToHashSet(StringComparer.Ordinal);
        var missing = server.Server.Modules.SelectMany(module =>
            module.Service.Operations.Where(operation => module.Find(operation.Name) is not { IsImplemented: true })
        );
        Assert.Subset(named, missing.Select(operation => operation.Name).ToHashSet(StringComparer.Ordinal));
    }
}
