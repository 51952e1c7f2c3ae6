using System.Net;
using Mantle.Core.Accounts;
using Mantle.Core.Authentication;
using Mantle.Core.Authorization;
using Mantle.Core.Entities;
using Mantle.Core.Federation;
using Mantle.Core.Organizations;
using Mantle.Iam;
using Mantle.Policy;

namespace Mantle.Server.Tests.Authorization;

/// <summary>Calls by every kind of caller, once with everything that a request can have and once with the minimum.</summary>
static class Callers
{
    public const string AccountId = "111122223333";

    static readonly Policy.AccountId Home = Policy.AccountId.Parse(AccountId);

    public static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    static readonly User Alice = new()
    {
        Name = "alice",
        Path = "/",
        Id = "AIDAAAAAAAAAAAAAAAAAA",
        Arn = Arn.Parse($"arn:aws:iam::{AccountId}:user/alice"),
        CreateDate = Now,
        AccessKeys = [new AccessKey("AKIAUSER", Now, true)],
        Tags = [new Tag("team", "blue")],
    };

    static readonly Role Deploy = new()
    {
        Name = "deploy",
        Path = "/",
        Id = "AROAAAAAAAAAAAAAAAAAA",
        Arn = Arn.Parse($"arn:aws:iam::{AccountId}:role/deploy"),
        CreateDate = Now,
        Tags = [new Tag("team", "red")],
        Trust = new TrustPolicy(PolicyText.Of("{}"), System.Collections.Immutable.ImmutableDictionary<string, string>.Empty),
    };

    static readonly WorkloadRegistration Registration = new()
    {
        Id = "wl-00000000000000000",
        Service = "ec2.amazonaws.com",
        RoleArn = $"arn:aws:iam::{AccountId}:role/deploy",
        SourceArn = $"arn:aws:ec2:us-east-1:{AccountId}:instance/i-0abc",
        SessionName = "i-0abc",
        CreatedBy = $"arn:aws:iam::{AccountId}:user/alice",
        CreateDate = Now,
        TokenHash = "",
    };

    const string Organization = "o-a1b2c3d4e5";

    /// <summary>The account is a member of an organization.</summary>
    static readonly Account Tagged = AccountWith(Alice, Deploy).Apply(EntityChange.Put(new Membership(Organization)));

    static readonly Account Untagged = AccountWith(Alice with { Tags = [] }, Deploy with { Tags = [] });

    static readonly string[] Names =
    [
        "root user",
        "root user, GetSessionToken",
        "IAM user",
        "IAM user, GetSessionToken",
        "role session",
        "federated user",
        "assuming with web identity",
        "role session of web identity",
        "root user, AssumeRoot",
        "service, for a workload",
        "IAM user, signed in",
    ];

    const string Provider = $"arn:aws:iam::{AccountId}:oidc-provider/oidc.example.com";

    public static IReadOnlyList<string> Kinds => Names;

    /// <summary>A request with everything that its caller can send.</summary>
    public static RequestKeys Full(string kind) =>
        new(
            CallBy(kind, Tagged, full: true),
            new Access(ActionName.Parse("iam:TagUser"), Alice.Arn)
            {
                ResourceTags = [new Tag("team", "green")],
                RequestTags = [new Tag("team", "white")],
            }
        );

    /// <summary>A request with the minimum.</summary>
    public static RequestKeys Bare(string kind) =>
        new(CallBy(kind, Untagged, full: false), new Access(ActionName.Parse("iam:ListUsers"), "*"));

    static Account AccountWith(User user, Role role) =>
        Account
            .Empty(Home)
            .Apply(
                EntityChange.Put(
                    new RootUser
                    {
                        AccountName = "test",
                        CreateDate = Now,
                        AccessKeys = [new AccessKey("AKIAROOT", Now, true)],
                    }
                )
            )
            .Apply(EntityChange.Put(user))
            .Apply(EntityChange.Put(role));

    static Call CallBy(string kind, Account account, bool full)
    {
        var call = NewCall(kind, account, full);
        call.View.Put(
            Mantle
                .Core.Organizations.Organization.Empty(Organization)
                .Apply(
                    EntityChange.Put(
                        new OrganizationSettings
                        {
                            ManagementAccountId = Policy.AccountId.Parse("999999999999"),
                            FeatureSet = "ALL",
                            RootId = "r-ab12",
                            CreateDate = Now,
                        }
                    )
                )
                .Apply(EntityChange.Put(new Unit { Id = "r-ab12", Name = "Root" }))
                .Apply(
                    EntityChange.Put(
                        new Member
                        {
                            Id = AccountId,
                            Name = "test",
                            ParentId = "r-ab12",
                            Email = "test@example.com",
                            JoinedMethod = Member.Created,
                            JoinedAt = Now,
                        }
                    )
                )
        );
        return call;
    }

    static Call NewCall(string kind, Account account, bool full) =>
        new()
        {
            RequestId = "00000000-0000-0000-0000-000000000000",
            Time = Now,
            Caller = CallerOf(kind, account, full)!,
            Service = "iam",
            Region = "us-east-1",
            SourceIp = IPAddress.Parse("192.0.2.7"),
            Secure = true,
            UserAgent = full ? "agent/1.0" : null,
            Referer = full ? "https://example.com/" : null,
            Traits = new IamTraits(),
            View = new AccountView(null!),
            Gate = new Gate(Enforcement.On),
        };

    static Caller? CallerOf(string kind, Account account, bool full) =>
        Array.IndexOf(Names, kind) switch
        {
            0 => Caller.OfLongTermKey(account, "AKIAROOT"),
            1 => Caller.OfSession(account, SessionOf(SessionKind.SessionToken, AccountId, full)),
            2 => Caller.OfLongTermKey(account, "AKIAUSER"),
            3 => Caller.OfSession(account, SessionOf(SessionKind.SessionToken, Alice.Id, full)),
            8 => Caller.OfSession(
                account,
                SessionOf(SessionKind.AssumedRoot, AccountId, full: false) with
                {
                    SourceIdentity = full ? "alice" : null,
                }
            ),
            5 => Caller.OfSession(
                account,
                SessionOf(SessionKind.FederatedUser, Alice.Id, full) with
                {
                    Name = "bob",
                    Tags = full ? [new Tag("team", "black")] : [],
                }
            ),
            6 => Caller.OfExternal(
                account,
                new WebIdentity
                {
                    ProviderArn = Provider,
                    Provider = "oidc.example.com",
                    Subject = "alice",
                    Audience = "client",
                    Keys = [],
                    SessionKeys = [],
                    Attributes = new SessionAttributes(),
                }
            ),
            9 => Caller.OfExternal(account, WorkloadIdentity.Of(Registration, new SessionAttributes())),
            10 => Caller.OfSession(
                account,
                SessionOf(SessionKind.SignIn, Alice.Id, full) with
                {
                    SignInArn = $"arn:aws:signin:us-east-1:{AccountId}:session/0",
                }
            ),
            7 => Caller.OfSession(
                account,
                SessionOf(SessionKind.AssumedRole, Deploy.Id, full) with
                {
                    Name = "session",
                    SourceIdentity = full ? "alice" : null,
                    Tags = full ? [new Tag("team", "black")] : [],
                    Federation = new SessionFederation(Provider, []),
                }
            ),
            _ => Caller.OfSession(
                account,
                SessionOf(SessionKind.AssumedRole, Deploy.Id, full) with
                {
                    Name = "session",
                    SourceIdentity = full ? "alice" : null,
                    Tags = full ? [new Tag("team", "black")] : [],
                }
            ),
        };

    static Session SessionOf(SessionKind kind, string principalId, bool full) =>
        new()
        {
            Kind = kind,
            AccountId = Home,
            AccessKeyId = "ASIASESSION",
            PrincipalId = principalId,
            IssuedAt = Now.AddMinutes(-10),
            ExpiresAt = Now.AddHours(1),
            MfaAt = full ? Now.AddMinutes(-12) : null,
        };
}
