using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Operations.Organizations;

/// <summary>The root, units, and where accounts are.</summary>
[Collection(ServerCollection.Name)]
public class TreeTests(TestServer server)
{
    [Fact]
    public async Task Units_nest_five_levels_deep()
    {
        var management = await server.NewOrganizationAsync();
        var parent = await management.RootIdAsync();
        for (var level = 1; level <= 5; level++)
            parent = await management.NewUnitAsync(parent, "level" + level);
        await management.OrgRefused(
            "ConstraintViolationException",
            "OU_DEPTH_LIMIT_EXCEEDED",
            "CreateOrganizationalUnit",
            new { ParentId = parent, Name = "level6" },
            "You cannot add an organizational unit to the specified parent because it would exceed the max depth allowed."
        );
    }

    [Fact]
    public async Task A_unit_has_one_name_among_its_siblings_and_goes_when_it_is_empty()
    {
        var management = await server.NewOrganizationAsync();
        var root = await management.RootIdAsync();
        var unit = await management.NewUnitAsync(root, "one");
        var inner = await management.NewUnitAsync(unit, "one");
        Assert.Matches($"^ou-{root[2..]}-[a-z0-9]{{8}}$", unit);
        await management.OrgRefused(
            "DuplicateOrganizationalUnitException",
            null,
            "CreateOrganizationalUnit",
            new { ParentId = root, Name = "one" },
            "An OU with the same name already exists."
        );
        var two = await management.NewUnitAsync(root, "two");
        await management.OrgRefused(
            "DuplicateOrganizationalUnitException",
            null,
            "UpdateOrganizationalUnit",
            new { OrganizationalUnitId = two, Name = "one" }
        );
        await management.Org("UpdateOrganizationalUnit", new { OrganizationalUnitId = two, Name = "three" });
        // Its own name again changes nothing (docs/differences.md).
        await management.Org("UpdateOrganizationalUnit", new { OrganizationalUnitId = two, Name = "three" });
        Assert.Equal(
            "three",
            (string)
                (await management.Org("DescribeOrganizationalUnit", new { OrganizationalUnitId = two }))!["OrganizationalUnit"]!["Name"]!
        );
        await management.OrgRefused(
            "OrganizationalUnitNotEmptyException",
            null,
            "DeleteOrganizationalUnit",
            new { OrganizationalUnitId = unit }
        );
        await management.Org("DeleteOrganizationalUnit", new { OrganizationalUnitId = inner });
        await management.Org("DeleteOrganizationalUnit", new { OrganizationalUnitId = unit });
        await management.OrgRefused(
            "OrganizationalUnitNotFoundException",
            null,
            "DescribeOrganizationalUnit",
            new { OrganizationalUnitId = unit }
        );
        await management.OrgRefused("ParentNotFoundException", null, "CreateOrganizationalUnit", new { ParentId = unit, Name = "x" });
        await management.OrgRefused("ParentNotFoundException", null, "ListChildren", new { ParentId = unit, ChildType = "ACCOUNT" });
    }

    [Fact]
    public async Task Accounts_move_from_where_they_are_to_where_they_are_not()
    {
        var management = await server.NewOrganizationAsync();
        var root = await management.RootIdAsync();
        var unit = await management.NewUnitAsync(root);
        var account = await management.NewMemberIdAsync();
        object Move(string from, string to, string? id = null) =>
            new
            {
                AccountId = id ?? account,
                SourceParentId = from,
                DestinationParentId = to,
            };
        await management.OrgRefused("AccountNotFoundException", null, "MoveAccount", Move(root, unit, "999999999999"));
        await management.OrgRefused("SourceParentNotFoundException", null, "MoveAccount", Move(unit, root));
        await management.OrgRefused("DestinationParentNotFoundException", null, "MoveAccount", Move(root, "ou-zzzz-zzzzzzzz"));
        await management.OrgRefused("DuplicateAccountException", null, "MoveAccount", Move(root, root));
        await management.Org("MoveAccount", Move(root, unit));
        Assert.Equal([account], (await management.Org("ListAccountsForParent", new { ParentId = unit })).Ids("Accounts"));
        Assert.Equal([account], (await management.Org("ListChildren", new { ParentId = unit, ChildType = "ACCOUNT" })).Ids("Children"));
        Assert.Equal(
            [unit],
            (await management.Org("ListChildren", new { ParentId = root, ChildType = "ORGANIZATIONAL_UNIT" })).Ids("Children")
        );
        Assert.Equal([unit], (await management.Org("ListParents", new { ChildId = account })).Ids("Parents"));
        Assert.Equal([management.AccountId], (await management.Org("ListAccountsForParent", new { ParentId = root })).Ids("Accounts"));
    }

    [Fact]
    public async Task Pages_of_every_size_hold_every_unit_once()
    {
        var management = await server.NewOrganizationAsync();
        var root = await management.RootIdAsync();
        var units = new List<string>();
        for (var i = 0; i < 5; i++)
            units.Add(await management.NewUnitAsync(root, "unit" + i));
        units.Sort(StringComparer.Ordinal);
        for (var size = 1; size <= 6; size++)
        {
            var seen = new List<string>();
            string? token = null;
            do
            {
                var page = await management.Org(
                    "ListOrganizationalUnitsForParent",
                    new
                    {
                        ParentId = root,
                        MaxResults = size,
                        NextToken = token,
                    }
                );
                Assert.InRange(page.Ids("OrganizationalUnits").Count, 1, size);
                seen.AddRange(page.Ids("OrganizationalUnits"));
                token = (string?)page!["NextToken"];
            } while (token is not null);
            Assert.Equal(units, seen);
        }
        await management.OrgRefused(
            "InvalidInputException",
            "INVALID_NEXT_TOKEN",
            "ListOrganizationalUnitsForParent",
            new { ParentId = root, NextToken = "?" }
        );
        await management.OrgRefused("InvalidInputException", "MAX_VALUE_EXCEEDED", "ListAccounts", new { MaxResults = 21 });
    }
}
