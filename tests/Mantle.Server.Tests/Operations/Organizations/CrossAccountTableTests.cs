using System.Text;
using Mantle.Server.Tests.Support;
using Mantle.Tests.Shared;

namespace Mantle.Server.Tests.Operations.Organizations;

/// <summary>
/// docs/cross-account.md: who may assume a role, by the trust policy's form of the caller and by one other policy. The expected outcomes
/// come from AWS's documentation, each row from the page that it names, never from the code. The test writes the page only if every real
/// call has the expected outcome.
/// </summary>
[Collection(ServerCollection.Name)]
public class CrossAccountTableTests(TestServer server)
{
    const string Logic = "[evaluation logic](https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html)";
    const string CrossLogic =
        "[cross-account](https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic-cross-account.html)";
    const string Principals = "[principals](https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html)";
    const string Boundaries = "[boundaries](https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html)";
    const string Scps = "[SCPs](https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps.html)";
    const string Rcps = "[RCPs](https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps.html)";

    /// <summary>How the trust policy names the caller.</summary>
    static readonly string[] Forms =
    [
        "the user",
        "another user",
        "the account",
        "the account, twelve digits",
        "`*`",
        "`*` in the organization",
        "`*` in another organization",
        "a role, by its session",
    ];

    /// <summary>What the other policies say.</summary>
    static readonly (string Name, string Source)[] Places =
    [
        ("identity policy allows", Logic),
        ("identity policy says nothing", Principals),
        ("identity policy denies", Logic),
        ("boundary does not allow", Boundaries),
        ("session policy does not allow", Logic),
        ("SCP on the caller's account denies", Scps),
        ("SCP on the role's account denies", Scps),
        ("RCP on the role's account denies", Rcps),
    ];

    /// <summary>
    /// The documented outcomes: rows are the policies, columns the forms. <c>+</c> allowed, <c>-</c> denied, blank where a combination
    /// cannot exist.
    /// </summary>
    static readonly Dictionary<bool, string[]> Expected = new()
    {
        // Within one account.
        [false] =
        [
            "+-++++-+", // who is of another organization is not named
            "+---++-+", // the account only delegates; naming the user, the role or anyone suffices
            "--------",
            "+---++--", // the boundary limits what is granted to a role, not what is granted to a user or anyone
            "       -",
            "--------",
            "--------", // one account: the same policy
            "--------",
        ],
        // Across accounts both sides must allow the call.
        [true] =
        [
            "+-++++-+",
            "--------",
            "--------",
            "--------",
            "       -",
            "--------",
            "+-++++-+", // the SCP binds principals of the account, not those who come from elsewhere
            "--------",
        ],
    };

    [Fact]
    public async Task The_table_is_what_the_server_does()
    {
        var text = new StringBuilder(
            """
            # Who may assume a role

            `sts:AssumeRole`, by the form in which the role's trust policy names the caller (columns), and by one other policy (rows). All
            policies that a row does not name allow the call. The expected outcomes come from the AWS pages in the last column, and each
            cell is a real call. `CrossAccountTableTests` writes this page when it runs with `MANTLE_UPDATE_DOCS=1`.

            **yes**: assumed. **no**: AccessDenied.

            """
        );
        foreach (var across in new[] { false, true })
        {
            text.Append(
                across ? "\n## Caller and role in two accounts of one organization\n\n" : "\n## Caller and role in one account\n\n"
            );
            text.Append(
                $"| | {string.Join(" | ", Forms)} | from |\n| --- |{string.Concat(Enumerable.Repeat(" --- |", Forms.Length + 1))}\n"
            );
            var stage = await CrossAccountStage.SetAsync(server, across);
            for (var place = 0; place < Places.Length; place++)
            {
                var cells = new List<string>();
                await stage.SetPlaceAsync(place);
                for (var form = 0; form < Forms.Length; form++)
                {
                    var expected = Expected[across][place][form];
                    if (expected == ' ')
                    {
                        cells.Add("");
                        continue;
                    }
                    var allowed = await stage.TryAsync(place, form);
                    Assert.True(
                        allowed == (expected == '+'),
                        $"{(across ? "Across accounts" : "In one account")}, {Places[place].Name}, trust names {Forms[form]}: "
                            + $"expected {expected}, was {(allowed ? '+' : '-')}."
                    );
                    cells.Add(allowed ? "yes" : "no");
                }
                text.Append(
                    $"| {Places[place].Name} | {string.Join(" | ", cells)} | "
                        + $"{(across && place == 1 ? CrossLogic : Places[place].Source)} |\n"
                );
            }
        }
        text.Append(
            """

            Resource policies of buckets, and principals that are services or identity providers, are not in this table.

            """
        );
        var file = Path.Combine(Repository.Root, "docs", "cross-account.md");
        var table = text.ToString();
        if (Environment.GetEnvironmentVariable("MANTLE_UPDATE_DOCS") == "1")
            await File.WriteAllTextAsync(file, table, TestContext.Current.CancellationToken);
        Assert.True(
            File.Exists(file) && table == await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken),
            $"{file} does not match the server; run this test with MANTLE_UPDATE_DOCS=1 to write it again."
        );
    }
}
