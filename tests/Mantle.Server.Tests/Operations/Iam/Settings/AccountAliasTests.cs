using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Operations.Iam.Settings;

/// <summary>CreateAccountAlias, DeleteAccountAlias and ListAccountAliases.</summary>
[Collection(ServerCollection.Name)]
public class AccountAliasTests(TestServer server)
{
    [Fact]
    public async Task An_account_has_one_alias_and_a_new_one_takes_its_place()
    {
        var root = await server.NewAccountAsync();
        Assert.Empty((await root.Iam("ListAccountAliases")).All("member"));
        var (first, second) = (Alias(root, "one"), Alias(root, "two"));
        await root.Iam("CreateAccountAlias", ("AccountAlias", first));
        Assert.Equal([first], (await root.Iam("ListAccountAliases")).All("member"));
        await root.Iam("CreateAccountAlias", ("AccountAlias", second));
        var answer = await root.Iam("ListAccountAliases");
        Assert.Equal([second], answer.All("member"));
        Assert.Equal("AccountAliases IsTruncated", answer.Members("ListAccountAliasesResult"));

        var other = await server.NewAccountAsync();
        await other.Iam("CreateAccountAlias", ("AccountAlias", first));
        await other.Refused(
            "EntityAlreadyExists",
            $"The account alias {second} already exists.",
            "CreateAccountAlias",
            ("AccountAlias", second)
        );
        await root.Refused(
            "EntityAlreadyExists",
            $"The account alias {second} already exists.",
            "CreateAccountAlias",
            ("AccountAlias", second)
        );
    }

    [Fact]
    public async Task Of_many_accounts_that_want_an_alias_at_once_one_gets_it_and_the_others_learn_why_not()
    {
        var roots = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => server.NewAccountAsync()));
        var alias = Alias(roots[0], "wanted");
        var answers = await Task.WhenAll(roots.Select(root => root.SendAsync("iam", "CreateAccountAlias", ("AccountAlias", alias))));
        Assert.Single(answers, answer => answer.Status == System.Net.HttpStatusCode.OK);
        Assert.Equal(7, answers.Count(answer => answer.Message == $"The account alias {alias} already exists."));
        var held = await Task.WhenAll(roots.Select(root => root.Iam("ListAccountAliases")));
        Assert.Single(held, answer => answer.All("member").Any());
    }

    /// <summary>Reported by users: <see href="https://github.com/app-sre/qontract-schemas/pull/824"/>.</summary>
    [Theory]
    [InlineData("Upper-case")]
    [InlineData("-begins")]
    [InlineData("ends-")]
    public async Task An_alias_of_other_characters_is_refused_in_words(string alias)
    {
        var root = await server.NewAccountAsync();
        await root.Refused(
            "ValidationError",
            "The specified value for accountAlias is invalid. It must be a minimum length of 3 characters and maximum length "
                + "of 63 characters, contain only digits, lowercase letters, and hyphens (-), but cannot begin or end with a hyphen.",
            "CreateAccountAlias",
            ("AccountAlias", alias)
        );
    }

    [Fact]
    public async Task Only_its_own_alias_can_be_deleted_and_then_it_is_free()
    {
        var root = await server.NewAccountAsync();
        var other = await server.NewAccountAsync();
        var alias = Alias(root, "mine");
        await root.Iam("CreateAccountAlias", ("AccountAlias", alias));
        await other.Refused("NoSuchEntity", $"The account alias {alias} cannot be found.", "DeleteAccountAlias", ("AccountAlias", alias));
        await root.Iam("DeleteAccountAlias", ("AccountAlias", alias));
        await root.Refused("NoSuchEntity", null, "DeleteAccountAlias", ("AccountAlias", alias));
        await other.Iam("CreateAccountAlias", ("AccountAlias", alias));
    }

    [Theory]
    [InlineData("ab")]
    [InlineData("-abc")]
    [InlineData("abc-")]
    [InlineData("a--b")]
    [InlineData("ABC")]
    [InlineData("123456789012")]
    public async Task A_name_that_no_alias_can_have_is_refused(string alias)
    {
        var root = await server.NewAccountAsync();
        await root.Refused("ValidationError", null, "CreateAccountAlias", ("AccountAlias", alias));
    }

    [Theory]
    [InlineData("CreateAccountAlias")]
    [InlineData("DeleteAccountAlias")]
    public async Task It_takes_its_permission(string action)
    {
        var root = await server.NewAccountAsync();
        var alias = Alias(root, "own");
        if (action == "DeleteAccountAlias")
            await root.Iam("CreateAccountAlias", ("AccountAlias", alias));
        var allowed = await root.NewUserAsync("allowed", Documents.Allow($"iam:{action}"));
        var other = await root.NewUserAsync("other", Documents.Allow("iam:ListAccountAliases"));
        await other.Refused(
            "AccessDenied",
            $"User: {root.Arn("user/other")} is not authorized to perform: iam:{action} on resource: * because no "
                + $"identity-based policy allows the iam:{action} action",
            action,
            ("AccountAlias", alias)
        );
        await allowed.Iam(action, ("AccountAlias", alias));
    }

    static string Alias(TestClient root, string name) => $"{name}-{root.AccountId}";
}
