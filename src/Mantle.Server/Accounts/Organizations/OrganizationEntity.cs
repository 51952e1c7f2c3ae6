namespace Mantle.Server.Accounts;

/// <summary>A part of an organization; it is written into the organization's value, not into an account's.</summary>
abstract record OrganizationEntity : Entity;
