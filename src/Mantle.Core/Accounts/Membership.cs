namespace Mantle.Core.Accounts;

/// <summary>The account's link to its organization. The organization stores everything else about the membership.</summary>
[Entity(58)]
public sealed record Membership(string OrganizationId) : Entity
{
    public override string Key => "membership";
}

/// <summary>The account's link to a handshake that another organization sent it.</summary>
[Entity(59)]
public sealed record ReceivedHandshake(string Id, string OrganizationId) : Entity
{
    public override string Key => Id;
}
