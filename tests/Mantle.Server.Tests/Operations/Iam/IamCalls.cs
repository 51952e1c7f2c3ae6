using Mantle.Core.Operations;
using Mantle.Core.Secrets;
using Mantle.Core.Storage;
using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Operations.Iam;

/// <summary>Helpers for tests of IAM's operations.</summary>
static class IamCalls
{
    public const string Ec2Trust = """
        {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"ec2.amazonaws.com"},
         "Action":"sts:AssumeRole"}]}
        """;

    public static readonly string AnyPolicy = Documents.Allow("s3:ListBucket");

    public static string Arn(this TestClient client, string resource) => $"arn:aws:iam::{client.AccountId}:{resource}";

    public static Task<Answer> Refused(
        this TestClient client,
        string code,
        string? message,
        string action,
        params (string Name, string Value)[] parameters
    ) => client.RefusedAsync(code, message, "iam", action, parameters);

    /// <summary>A managed policy; returns its ARN.</summary>
    public static async Task<string> NewPolicyAsync(this TestClient root, string name, string? document = null, string path = "/") =>
        (await root.Iam("CreatePolicy", ("PolicyName", name), ("PolicyDocument", document ?? AnyPolicy), ("Path", path))).Text("Arn");

    /// <summary>A role that EC2 may assume; returns its ARN.</summary>
    public static async Task<string> NewRoleAsync(this TestClient root, string name, params (string Name, string Value)[] more) =>
        (await root.Iam("CreateRole", [("RoleName", name), ("AssumeRolePolicyDocument", Ec2Trust), .. more])).Text("Arn");

    /// <summary>An identity policy with one statement and a condition.</summary>
    public static string AllowWhere(string action, string condition, string resource = "*") =>
        $$"""
            {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"{{action}}","Resource":"{{resource}}",
             "Condition":{{condition}}}]}
            """;

    /// <summary>The names of an element's children, sorted: what the answer has and what it leaves out.</summary>
    public static string Members(this Answer answer, string element) =>
        string.Join(
            ' ',
            (answer.Find(element) ?? throw new Xunit.Sdk.XunitException($"The answer has no {element}: {answer.Xml}"))
                .Elements()
                .Select(child => child.Name.LocalName)
                .Order(StringComparer.Ordinal)
        );

    /// <summary>Replaces the one inline policy of a user.</summary>
    public static Task PutPolicyAsync(this TestClient root, string user, string document) =>
        root.Iam("PutUserPolicy", ("UserName", user), ("PolicyName", "policy"), ("PolicyDocument", document));

    /// <summary>
    /// The call is denied to a user who may do everything except its action, and to one who may do it on other resources only; permission
    /// for its action on that resource is enough.
    /// </summary>
    public static async Task NeedsExactlyAsync(
        this TestClient root,
        string action,
        string resource,
        string shown,
        params (string Name, string Value)[] parameters
    )
    {
        var caller = await root.NewUserAsync("caller");
        await root.PutPolicyAsync(
            "caller",
            $$"""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","NotAction":"iam:{{action}}","Resource":"*"}]}"""
        );
        await caller.Refused(
            "AccessDenied",
            $"User: {root.Arn("user/caller")} is not authorized to perform: iam:{action} on resource: {shown} because no "
                + $"identity-based policy allows the iam:{action} action",
            action,
            parameters
        );
        await root.PutPolicyAsync("caller", Documents.Allow($"iam:{action}", resource + "-other"));
        await caller.Refused("AccessDenied", null, action, parameters);
        await root.PutPolicyAsync("caller", Documents.Allow($"iam:{action}", resource));
        await caller.Iam(action, parameters);
    }

    /// <summary>The call succeeds under a condition that is met, and is denied under one that is not.</summary>
    public static async Task NeedsConditionAsync(
        this TestClient root,
        string action,
        string holds,
        string fails,
        params (string Name, string Value)[] parameters
    )
    {
        var caller = await root.NewUserAsync("conditioned");
        await root.PutPolicyAsync("conditioned", AllowWhere($"iam:{action}", fails));
        await caller.Refused("AccessDenied", null, action, parameters);
        await root.PutPolicyAsync("conditioned", AllowWhere($"iam:{action}", holds));
        await caller.Iam(action, parameters);
    }

    /// <summary>Pages of every size have the same items in the same order; an invalid marker or size is refused.</summary>
    /// <param name="client">The caller.</param>
    /// <param name="action">The list operation.</param>
    /// <param name="element">Element whose text names an item.</param>
    /// <param name="expected">The items in their order.</param>
    /// <param name="parameters">Further parameters of the operation.</param>
    public static async Task PagesWholeAsync(
        this TestClient client,
        string action,
        string element,
        IReadOnlyList<string> expected,
        params (string Name, string Value)[] parameters
    )
    {
        for (var size = 1; size <= expected.Count + 1; size++)
            Assert.Equal(expected, await client.PagesAsync(action, element, size, parameters));
        await client.Refused("ValidationError", "Invalid Marker: ?", action, [.. parameters, ("Marker", "?")]);
        await client.Refused(
            "ValidationError",
            "1 validation error detected: Value at 'maxItems' failed to satisfy constraint: Member must have value greater "
                + "than or equal to 1",
            action,
            [.. parameters, ("MaxItems", "0")]
        );
        await client.Refused(
            "ValidationError",
            "1 validation error detected: Value at 'maxItems' failed to satisfy constraint: Member must have value less than "
                + "or equal to 1000",
            action,
            [.. parameters, ("MaxItems", "1001")]
        );
    }

    /// <summary>The items of all pages.</summary>
    public static async Task<IReadOnlyList<string>> PagesAsync(
        this TestClient client,
        string action,
        string element,
        int size,
        params (string Name, string Value)[] parameters
    )
    {
        var items = new List<string>();
        string? marker = null;
        do
        {
            var page = await client.Iam(
                action,
                [
                    .. parameters,
                    ("MaxItems", size.ToString(System.Globalization.CultureInfo.InvariantCulture)),
                    .. marker is null ? [] : new[] { ("Marker", marker) },
                ]
            );
            var found = page.All(element);
            var before = marker;
            marker = page.Find("Marker")?.Value;
            Assert.True(marker is null || marker != before, $"{action} answers the same marker again.");
            Assert.Equal(marker is null ? "false" : "true", page.Find("IsTruncated")?.Value ?? "false");
            Assert.True(marker is null ? found.Count <= size : found.Count == size);
            items.AddRange(found);
        } while (marker is not null);
        return items;
    }

    /// <summary>Writes entities to an account without the API: as many as a quota allows, in one commit.</summary>
    public static async Task SeedAsync(this TestServer server, string accountId, Action<Change> write)
    {
        var services = server.Server;
        using var turn = await services.Part<Ledger>().TurnAsync(AccountId.Parse(accountId));
        var change = new Change(services.Part<SecretBox>(), services.Part<TimeProvider>().GetUtcNow(), turn.Account);
        write(change);
        await turn.CommitAsync(change.Time, change.Finish(), null);
    }
}
