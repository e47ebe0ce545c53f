// Checks a log's folder with golang.org/x/mod/sumdb: note, tiles, inclusion, consistency.
//
//	check FOLDER
package main

import (
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

func fail(format string, more ...interface{}) {
	fmt.Printf(format+"\n", more...)
	os.Exit(1)
}

// reader gives tiles of height 8 from files whose paths carry no height.
type reader struct{ folder string }

func (r reader) Height() int { return 8 }

func (r reader) ReadTiles(tiles []tlog.Tile) ([][]byte, error) {
	var all [][]byte
	for _, tile := range tiles {
		path := strings.Replace(tile.Path(), "tile/8/", "tile/", 1)
		data, err := os.ReadFile(filepath.Join(r.folder, path))
		if err != nil {
			return nil, err
		}
		all = append(all, data)
	}
	return all, nil
}

func (r reader) SaveTiles(tiles []tlog.Tile, data [][]byte) {}

func checkpoint(path string, key string) tlog.Tree {
	verifier, err := note.NewVerifier(key)
	if err != nil {
		fail("key: %v", err)
	}
	data, err := os.ReadFile(path)
	if err != nil {
		fail("%v", err)
	}
	signed, err := note.Open(data, note.VerifierList(verifier))
	if err != nil {
		fail("note %s: %v", path, err)
	}
	lines := strings.Split(signed.Text, "\n")
	size, err := strconv.ParseInt(lines[1], 10, 64)
	if err != nil {
		fail("size: %v", err)
	}
	root, err := base64.StdEncoding.DecodeString(lines[2])
	if err != nil || len(root) != tlog.HashSize {
		fail("root: %v", err)
	}
	tree := tlog.Tree{N: size}
	copy(tree.Hash[:], root)
	return tree
}

func bundle(folder string, index, size int64) [][]byte {
	width := size - index*256
	if width > 256 {
		width = 256
	}
	tile := tlog.Tile{H: 8, L: 0, N: index, W: int(width)}
	path := strings.Replace(tile.Path(), "tile/8/0/", "tile/entries/", 1)
	data, err := os.ReadFile(filepath.Join(folder, path))
	if err != nil {
		fail("%v", err)
	}
	var entries [][]byte
	for len(data) > 0 {
		length := binary.BigEndian.Uint16(data)
		entries = append(entries, data[2:2+length])
		data = data[2+length:]
	}
	return entries
}

func main() {
	folder := os.Args[1]
	key, err := os.ReadFile(filepath.Join(folder, "log.vkey"))
	if err != nil {
		fail("%v", err)
	}
	vkey := strings.TrimSpace(string(key))
	tree := checkpoint(filepath.Join(folder, "checkpoint"), vkey)
	hashes := tlog.TileHashReader(tree, reader{folder})
	included := 0
	for index := int64(0); index*256 < tree.N; index++ {
		for at, entry := range bundle(folder, index, tree.N) {
			number := index*256 + int64(at)
			if tree.N > 5000 && number%257 != 0 && number != tree.N-1 {
				included++ // of a large log every 257th is proved
				continue
			}
			proof, err := tlog.ProveRecord(tree.N, number, hashes)
			if err != nil {
				fail("prove entry %d: %v", number+1, err)
			}
			if err := tlog.CheckRecord(proof, tree.N, tree.Hash, number, tlog.RecordHash(entry)); err != nil {
				fail("entry %d: %v", number+1, err)
			}
			included++
		}
	}
	consistent := 0
	earlier, _ := filepath.Glob(filepath.Join(folder, "checkpoints", "*"))
	for _, path := range earlier {
		old := checkpoint(path, vkey)
		if old.N == tree.N {
			continue
		}
		proof, err := tlog.ProveTree(tree.N, old.N, hashes)
		if err != nil {
			fail("prove %d to %d: %v", old.N, tree.N, err)
		}
		if err := tlog.CheckTree(proof, tree.N, tree.Hash, old.N, old.Hash); err != nil {
			fail("consistency %d to %d: %v", old.N, tree.N, err)
		}
		consistent++
	}
	fmt.Printf("%d entries included, %d earlier trees consistent, root %x\n", included, consistent, tree.Hash[:])
}
