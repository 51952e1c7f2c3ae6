using Mantle.Core.Accounts;

namespace Mantle.RolesAnywhere.Entities;

/// <summary>The resources of IAM Roles Anywhere of an account.</summary>
static class RolesAnywhereSlices
{
    extension(Account account)
    {
        /// <summary>The resource of a type with exactly this id, in a region; null if there is none.</summary>
        public T? FindResource<T>(string region, string id)
            where T : Resource =>
            account.Slices.Table<T>().Find(id) is { } found && found.Key == id && found.Region == region ? found : null;

        /// <summary>All resources of a type in a region, in the order of their ids.</summary>
        public IEnumerable<T> Resources<T>(string region, string? after = null)
            where T : Resource => account.Slices.Table<T>().After(after).Where(each => each.Region == region);

        /// <summary>The enabled revocation lists of a trust anchor.</summary>
        public IEnumerable<Crl> RevocationListsOf(string trustAnchorArn) =>
            account.Slices.Table<Crl>().All.Where(each => each.Enabled && each.TrustAnchorArn == trustAnchorArn);
    }
}
