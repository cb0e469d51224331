# Makes the files of this folder: python3 make.py, with numpy and h5py.
import h5py
import numpy as np

with h5py.File("types.h5", "w") as f:
    for c in "bhiq":
        for order, name in (("<", "little"), (">", "big")):
            d = np.dtype(order + c)
            f[f"signed/{d.itemsize}_{name}"] = np.array([[1, 2, 100], [0, 7, -5]], d)
            d = np.dtype(order + c.upper())
            f[f"unsigned/{d.itemsize}_{name}"] = np.array([[1, 2, 100], [0, 7, 250]], d)
    for c in ("f2", "f4", "f8"):
        for order, name in (("<", "little"), (">", "big")):
            f[f"float/{c}_{name}"] = np.array([1.5, -2.25, 1024], order + c)
    f["scalar/integer"] = np.int64(-7)
    f["scalar/real"] = 2.5
    f["scalar/text"] = "h\u00e9llo"
    f["scalar/fixed"] = np.bytes_("fixed")
    f["scalar/truth"] = True
    f["truths"] = np.array([True, False, True])
    d = f.create_dataset("enum", (3,), dtype=h5py.enum_dtype({"A": 1, "B": 5}, basetype="i2"))
    d[:] = [1, 5, 1]
    f["texts"] = np.array([["a", "bcd"], ["", "\u00e9"]], dtype=h5py.string_dtype())
    f["fixed_texts"] = np.array([b"ab", b"cdef"])
    d = f.create_dataset("spikes/units", (3,), dtype=h5py.vlen_dtype(np.dtype("<u2")))
    d[0], d[2] = [1, 2, 699], [9]
    d = f.create_dataset("spikes/times", (3,), dtype=h5py.vlen_dtype(np.dtype("<f2")))
    d[0], d[2] = [0.5, 1, 1.5], [0.25]
    d = f.create_dataset("spikes/bytes", (2,), dtype=h5py.vlen_dtype(np.dtype("u1")))
    d[0], d[1] = [1, 2], [7]
    f["labels"] = np.array([3, 19, 0], "u2")
    f["extra/keys"] = np.array([b"zero", b"eins"])
    f.create_dataset("packed", data=np.arange(1000).reshape(10, 100), chunks=(3, 40), compression="gzip", shuffle=True)
    f.create_dataset("empty", shape=(0, 4), dtype="f4")
    f.create_dataset("nothing", data=h5py.Empty("f4"))
with h5py.File("compound.h5", "w") as f:
    f["a/table"] = np.zeros(2, [("a", "i4"), ("b", "f8")])
with h5py.File("reference.h5", "w") as f:
    f["x"] = 1
    f.create_dataset("r", (1,), dtype=h5py.ref_dtype)[0] = f["x"].ref
with h5py.File("circle.h5", "w") as f:
    f.create_group("a")
    f["a/b"] = f["a"]
with h5py.File("dangling.h5", "w") as f:
    f["z"] = h5py.SoftLink("/nothing")
with h5py.File("outside.h5", "w") as f:
    f["e"] = h5py.ExternalLink("../../../somewhere", "/")
with h5py.File("huge.h5", "w") as f:
    f.create_dataset("h", shape=(1 << 20, 1 << 20), dtype="f4", chunks=(1024, 1024), compression="gzip")
with h5py.File("bomb.h5", "w") as f:
    f.create_dataset("h", shape=(1 << 10, 1 << 19), dtype="f4", chunks=(1024, 1024), compression="gzip")
with h5py.File("lzf.h5", "w") as f:
    f.create_dataset("h", data=np.zeros(100), compression="lzf")
