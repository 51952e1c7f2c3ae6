namespace Mantle.Core.Modules;

/// <summary>The account that the installation began with.</summary>
/// <param name="Id">Twelve digits.</param>
public sealed record ManagementAccount(string Id);
