using Mantle.Core.Accounts;
using Mantle.Eks.Entities;

namespace Mantle.Eks;

/// <summary>The entities of EKS in an account.</summary>
static class EksSlices
{
    extension(Account account)
    {
        public Table<PodAssociation> PodAssociations => account.Slices.Table<PodAssociation>();
    }
}
