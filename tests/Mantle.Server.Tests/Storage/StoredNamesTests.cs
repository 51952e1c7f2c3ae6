using System.Text;
using Mantle.Core.Accounts;
using Mantle.Core.Entities;
using Mantle.Core.Organizations;
using Mantle.Server.Hosting;

namespace Mantle.Server.Tests.Storage;

/// <summary>Account ids and ARNs are stored as text, as they were before they were types.</summary>
public class StoredNamesTests
{
    static readonly EntityTypes Types = Installation.StoredTypes();

    [Fact]
    public void An_account_id_is_stored_as_text_and_a_missing_one_not_at_all()
    {
        var open = new AccountCreation
        {
            Id = "car-1",
            AccountName = "test",
            State = AccountCreation.InProgress,
            RequestedAt = DateTimeOffset.UnixEpoch,
        };
        Assert.DoesNotContain("accountId", Text(open), StringComparison.Ordinal);
        var done = open with { AccountId = AccountId.Parse("111122223333") };
        Assert.Contains("\"accountId\":\"111122223333\"", Text(done), StringComparison.Ordinal);
        Assert.Equal(done, Types.Deserialize(55, Types.Serialize(done)));
    }

    [Fact]
    public void The_ARN_of_an_identity_is_stored_as_text()
    {
        var group = new Group
        {
            Name = "team",
            Path = "/",
            Id = "AGPATEAM",
            Arn = Arn.Parse("arn:aws:iam::111122223333:group/team"),
            CreateDate = DateTimeOffset.UnixEpoch,
        };
        Assert.Contains("\"arn\":\"arn:aws:iam::111122223333:group/team\"", Text(group), StringComparison.Ordinal);
        Assert.Equal(group.Arn, ((Group)Types.Deserialize(3, Types.Serialize(group))).Arn);
    }

    static string Text(Entity entity) => Encoding.UTF8.GetString(Types.Serialize(entity));
}
