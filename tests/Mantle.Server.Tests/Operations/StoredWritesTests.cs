using System.Text;
using Mantle.Core.Accounts;
using Mantle.Core.Storage;
using Mantle.Server.Hosting;
using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Operations;

/// <summary>After every writing operation of IAM, the stored account equals the one in memory.</summary>
[Collection(ServerCollection.Name)]
public class StoredWritesTests(TestServer server)
{
    [Theory]
    [MemberData(nameof(ModelOperations.OfIam), MemberType = typeof(ModelOperations))]
    public async Task What_it_wrote_is_what_is_stored(string name)
    {
        var root = await SampleRequest.AccountAsync(server);
        var services = server.Server;
        var before = await services.Part<Ledger>().AccountAsync(AccountId.Parse(root.AccountId));
        var answer = await root.SendAsync("iam", name, [.. SampleRequest.Of(ModelOperations.Model("iam", name), root.AccountId)]);
        Assert.True((int)answer.Status < 500, $"{answer.Code} {answer.Message}");
        var written = (await services.Part<Ledger>().AccountAsync(AccountId.Parse(root.AccountId)))!;
        var isWrite = server.Server.FindOperation("iam", name)!.Write is not null;
        Assert.True(isWrite || ReferenceEquals(before, written), "What only reads wrote.");

        services.Part<Ledger>().ForgetIdle(minutes: 0);
        var stored = (await services.Part<Ledger>().AccountAsync(AccountId.Parse(root.AccountId)))!;
        Assert.NotSame(written, stored);
        Assert.Equal(Stored(written), Stored(stored));
        Assert.Equal(written.Version, stored.Version);
    }

    /// <summary>All stored entities of an account.</summary>
    static List<string> Stored(Account account)
    {
        var entities = account.Slices.All.ToList();
        Assert.NotEmpty(entities);
        return
        [
            .. entities
                .Select(entity => Encoding.UTF8.GetString(Installation.StoredTypes().Serialize(entity)))
                .Order(StringComparer.Ordinal),
            .. account.Secrets.Select(secret => $"{secret.Key} {Convert.ToHexString(secret.Value)}").Order(StringComparer.Ordinal),
        ];
    }
}
