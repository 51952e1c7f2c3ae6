using Mantle.Server.Accounts;

namespace Mantle.Server.Hosting;

/// <summary>The types of entities that this server stores.</summary>
static class StoredTypes
{
    public static EntityTypes All { get; } = new(
        AccountEntities.Declarations, OrganizationEntities.Declarations, HandshakeEntities.Declarations, IamEntities.Declarations, S3Entities.Declarations);
}
