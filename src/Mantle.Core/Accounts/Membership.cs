namespace Mantle.Core.Accounts;

/// <summary>The account's link to the organization that it is a member of; everything else about it is the organization's.</summary>
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
