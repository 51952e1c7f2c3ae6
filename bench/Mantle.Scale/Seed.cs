using System.Globalization;
using Mantle.Core.Accounts;
using Mantle.Core.Operations;
using Mantle.Core.Secrets;
using Mantle.Core.Storage;
using Mantle.Server.Hosting;

namespace Mantle.Scale;

/// <summary>
/// Fills an account through the storage layer with as many entities as a large customer has, each with a document of 1 KiB.
/// </summary>
static class Seed
{
    const int Batch = 2_000;

    public static async Task FillAsync(MantleServer services, AccountId accountId, int users, int roles, int policies)
    {
        await WriteAsync(services, accountId, policies, (change, i) => change.Put(NewPolicy(accountId, i)));
        await WriteAsync(services, accountId, users, (change, i) => change.Put(NewUser(accountId, i, policies)));
        await WriteAsync(services, accountId, roles, (change, i) => change.Put(NewRole(accountId, i, policies)));
    }

    static async Task WriteAsync(MantleServer services, AccountId accountId, int count, Action<Change, int> write)
    {
        for (var start = 0; start < count; start += Batch)
        {
            using var turn = await services.Part<Ledger>().TurnAsync(accountId);
            var change = new Change(services.Part<SecretBox>(), services.Part<TimeProvider>().GetUtcNow(), turn.Account);
            for (var i = start; i < Math.Min(start + Batch, count); i++)
                write(change, i);
            await turn.CommitAsync(change.Time, change.Finish(), null);
        }
    }

    static ManagedPolicy NewPolicy(AccountId accountId, int i)
    {
        var name = Name("policy", i);
        return new ManagedPolicy
        {
            Name = name,
            Path = "/",
            Id = UniqueId.New(UniqueId.ManagedPolicy),
            Arn = $"arn:aws:iam::{accountId}:policy/{name}",
            CreateDate = DateTimeOffset.UnixEpoch,
            UpdateDate = DateTimeOffset.UnixEpoch,
            Versions = [new ManagedPolicyVersion(1, PolicyText.Of(Document(i)), DateTimeOffset.UnixEpoch)],
            DefaultVersion = 1,
            NextVersion = 2,
        };
    }

    static User NewUser(AccountId accountId, int i, int policies)
    {
        var name = Name("user", i);
        return new User
        {
            Name = name,
            Path = "/",
            Id = UniqueId.New(UniqueId.User),
            Arn = Arn.Parse($"arn:aws:iam::{accountId}:user/{name}"),
            CreateDate = DateTimeOffset.UnixEpoch,
            AttachedPolicies = policies == 0 ? [] : [$"arn:aws:iam::{accountId}:policy/{Name("policy", i % policies)}"],
        };
    }

    static Role NewRole(AccountId accountId, int i, int policies)
    {
        var name = Name("role", i);
        return new Role
        {
            Name = name,
            Path = "/",
            Id = UniqueId.New(UniqueId.Role),
            Arn = Arn.Parse($"arn:aws:iam::{accountId}:role/{name}"),
            CreateDate = DateTimeOffset.UnixEpoch,
            Trust = new TrustPolicy(
                PolicyText.Of(Trust(accountId)),
                System.Collections.Immutable.ImmutableDictionary<string, string>.Empty
            ),
            AttachedPolicies = policies == 0 ? [] : [$"arn:aws:iam::{accountId}:policy/{Name("policy", i % policies)}"],
        };
    }

    public static string Name(string kind, int i) => string.Create(CultureInfo.InvariantCulture, $"{kind}-{i:D6}");

    static string Trust(AccountId accountId) =>
        $$"""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"{{accountId}}"},"Action":"sts:AssumeRole"}]}""";

    /// <summary>
    /// A different document each time, of about 1 KiB: five statements on its own bucket, and permission to read one's own user.
    /// </summary>
    static string Document(int i)
    {
        var statements = Enumerable
            .Range(0, 5)
            .Select(n =>
                $$"""
                    {"Sid":"Team{{n}}","Effect":"Allow","Action":["s3:GetObject","s3:PutObject","s3:ListBucket"],
                     "Resource":["arn:aws:s3:::bucket-{{i}}-{{n}}","arn:aws:s3:::bucket-{{i}}-{{n}}/*"]}
                    """
            );
        return $$"""
            {"Version":"2012-10-17","Statement":[{"Sid":"Self","Effect":"Allow","Action":"iam:GetUser","Resource":"*"},
             {{string.Join(',', statements)}}]}
            """;
    }
}
