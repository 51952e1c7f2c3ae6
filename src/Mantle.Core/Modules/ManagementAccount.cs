namespace Mantle.Core.Modules;

/// <summary>The account that was created with the installation.</summary>
/// <param name="Id">Twelve digits.</param>
public sealed record ManagementAccount(AccountId Id);
